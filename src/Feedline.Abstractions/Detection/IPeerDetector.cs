namespace Feedline;

/// <summary>Scores ranks, nodes or devices against each other at one instant. Implement it for a detector of your own.</summary>
/// <remarks>One thread at a time, unless a detector says more.</remarks>
public interface IPeerDetector
{
    /// <summary>Scores each peer against the others.</summary>
    /// <param name="values">One value per peer, in one unit; NaN where a peer has none.</param>
    /// <param name="scores">Receives the score of each peer, in the same order.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    void Score(ReadOnlySpan<double> values, Span<AnomalyScore> scores);
}
