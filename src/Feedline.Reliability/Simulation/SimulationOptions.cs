namespace Feedline.Reliability;

/// <summary>How much to simulate.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed record SimulationOptions
{
    /// <summary>How often the job is played, at least 2; 1000 by default. More make the interval narrower.</summary>
    public int Replications { get; init; } = 1000;

    /// <summary>Days of each replication, above 0; 100 by default. Many times the MTTF, else the first life counts too much.</summary>
    public double HorizonDays { get; init; } = 100;

    /// <summary>The seed: the same seed gives the same result on any machine, with any number of threads. 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Confidence of the intervals, above 0 and below 1; 0.95 by default.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Threads at most, at least 1; all processors by default.</summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    internal void ThrowIfBad()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Replications, 2);
        Require.Positive(HorizonDays);
        Require.Inside(Confidence);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxThreads, 1);
    }
}
