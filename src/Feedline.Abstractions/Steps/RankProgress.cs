namespace Feedline;

/// <summary>How far one rank has come.</summary>
/// <param name="Rank">The global rank.</param>
/// <param name="Node">The node it last reported from, or null.</param>
/// <param name="Step">The number of the last step it ended; -1 before the first.</param>
/// <param name="StepUnixNanoseconds">When it ended that step; <see cref="long.MinValue"/> before the first.</param>
/// <param name="HeartbeatUnixNanoseconds">The time of its last sample of any signal: later than its step as long as it lives.</param>
public readonly record struct RankProgress(
    int Rank, string? Node, long Step, long StepUnixNanoseconds, long HeartbeatUnixNanoseconds);
