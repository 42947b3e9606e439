namespace Feedline;

/// <summary>One training step of a job, complete on all ranks that take part.</summary>
/// <param name="Sequence">The row's place, from 0. It grows by one a row and never falls, also across a restart.</param>
/// <param name="Step">The step's number as the job counts it; after a restart it falls back to the checkpoint.</param>
/// <param name="Attempt">How often the step number has fallen so far, from 0.</param>
/// <param name="StartUnixNanoseconds">The earliest end, over the ranks, of the step before; on a job's first row, the earliest start.</param>
/// <param name="EndUnixNanoseconds">The latest end over the ranks.</param>
public readonly record struct StepRow(
    long Sequence, long Step, int Attempt, long StartUnixNanoseconds, long EndUnixNanoseconds)
{
    /// <summary>From start to end, in seconds.</summary>
    public double Seconds => UnixTime.ToSeconds(EndUnixNanoseconds - StartUnixNanoseconds);
}
