namespace Feedline;

/// <summary>Scores the samples of one series as they come. Implement it for a detector of your own.</summary>
/// <remarks>A score may depend on the sample and those before it, never on later ones. One thread at a time, unless a detector says more.</remarks>
public interface ISeriesDetector
{
    /// <summary>Scores a sample and learns from it.</summary>
    /// <param name="unixNanoseconds">When it was taken; not before the sample before it.</param>
    /// <param name="value">The value, in the unit of the series.</param>
    /// <returns>The score; 0 and a reason for a sample that cannot be judged. No value and no time is an error.</returns>
    AnomalyScore Observe(long unixNanoseconds, double value);
}
