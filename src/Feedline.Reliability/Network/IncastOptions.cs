namespace Feedline.Reliability;

/// <summary>How many blocks of an incast to simulate.</summary>
/// <remarks>Immutable, so any thread may read it. Each property throws an <see cref="ArgumentOutOfRangeException"/> that names it when set out of its range.</remarks>
public sealed record IncastOptions
{
    /// <summary>How many blocks, at least 2; 100 by default. A stall that comes once in a thousand blocks takes thousands to be seen.</summary>
    public int Replications
    {
        get;
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(Replications), value, "An interval needs two blocks.");
    } = 100;

    /// <summary>The seed: the same seed gives the same result with any number of threads. 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Confidence of the intervals, above 0 and below 1; 0.95 by default.</summary>
    public double Confidence { get; init => field = Require.Inside(value, nameof(Confidence)); } = 0.95;

    /// <summary>Threads at most, at least 1; all processors by default.</summary>
    public int MaxThreads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaxThreads), value, "There is at least one thread.");
    } = Environment.ProcessorCount;
}
