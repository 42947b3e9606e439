namespace Feedline.Reliability;

/// <summary>One recorded operation of a pipeline-parallel training step.</summary>
/// <param name="DataParallelRank">The data-parallel rank, from 0.</param>
/// <param name="Stage">The pipeline stage, from 0.</param>
/// <param name="Rank">The global rank of the worker; negative where it was not recorded.</param>
/// <param name="Step">The number of the training step.</param>
/// <param name="Type">The type, one of <see cref="OperationTypes"/>. Others are counted and left out.</param>
/// <param name="StartSeconds">When it began, in seconds. Only differences within a step count.</param>
/// <param name="Seconds">How long it took, in seconds.</param>
/// <param name="Sequence">Its number among the operations of its type in the step on its worker, from 0 in the order of their start.</param>
/// <param name="ModelChunk">The model chunk within the stage, from 0; negative where it belongs to none.</param>
/// <param name="GlobalModelChunk">The model chunk within the model, from 0; negative where it belongs to none or was not recorded.</param>
/// <param name="MicroBatch">The micro-batch of a computation, from 0; negative where it belongs to none or was not recorded.</param>
/// <remarks>The columns are those of the traces published with "Understanding Stragglers in Large Model Training Using What-if Analysis" (OSDI'25).</remarks>
public readonly record struct TraceOperation(
    int DataParallelRank,
    int Stage,
    int Rank,
    long Step,
    string Type,
    double StartSeconds,
    double Seconds,
    int Sequence,
    int ModelChunk = -1,
    int GlobalModelChunk = -1,
    int MicroBatch = -1);
