namespace Feedline.Reliability;

/// <summary>An operation as the reference step has it: the order of all steps is taken from this one.</summary>
/// <param name="Start">In seconds from the start of its step.</param>
/// <param name="End">In seconds from the start of its step.</param>
/// <param name="ModelChunk">Within the stage.</param>
/// <param name="GlobalModelChunk">Within the model.</param>
/// <param name="MicroBatch">Negative where unknown.</param>
internal readonly record struct ReferenceOperation(double Start, double End, int ModelChunk, int GlobalModelChunk, int MicroBatch);
