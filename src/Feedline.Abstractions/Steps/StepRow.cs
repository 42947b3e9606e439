namespace Feedline;

/// <summary>One training step of a job, complete on all ranks that take part.</summary>
/// <param name="Sequence">The row's place, from 0. It grows by one a row and never falls, also across a restart.</param>
/// <param name="Step">The step's number as the job counts it; after a restart it falls back to the checkpoint.</param>
/// <param name="Attempt">How often the step number has fallen so far, from 0.</param>
/// <param name="StartUnixNanoseconds">When the step before ended: the median over the ranks, as the clock of a rank may be off. Nanoseconds since 1970.</param>
/// <param name="EndUnixNanoseconds">When the step ended: the median over the ranks. Nanoseconds since 1970.</param>
/// <param name="Seconds">How long it took: the median over the ranks, each by its own clock.</param>
public readonly record struct StepRow(
    long Sequence, long Step, int Attempt, long StartUnixNanoseconds, long EndUnixNanoseconds, double Seconds);
