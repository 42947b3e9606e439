namespace Feedline.Scoring;

/// <summary>One step of one rank: all the time since its step before.</summary>
/// <param name="Number">The step's number.</param>
/// <param name="Start">When the step before ended, in nanoseconds since 1970.</param>
/// <param name="End">When it ended, in nanoseconds since 1970.</param>
/// <param name="Checkpoint">Seconds of it in a checkpoint.</param>
/// <param name="Evaluation">Seconds of it in an evaluation.</param>
/// <param name="IsRepeated">Whether the rank had done that step before.</param>
/// <param name="Furthest">The greatest number so far.</param>
internal readonly record struct StepTime(
    long Number, long Start, long End, double Checkpoint, double Evaluation, bool IsRepeated, long Furthest)
{
    /// <summary>Seconds, checkpoint and evaluation aside.</summary>
    public double Plain => UnixTime.ToSeconds(End - Start) - Checkpoint - Evaluation;
}
