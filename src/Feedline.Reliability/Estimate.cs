namespace Feedline.Reliability;

/// <summary>A value that was estimated, with its confidence interval.</summary>
/// <param name="Value">The best estimate, in the unit of what was estimated.</param>
/// <param name="Lower">Lower end of the interval, same unit; −∞ when the data set no bound.</param>
/// <param name="Upper">Upper end of the interval, same unit; +∞ when the data set no bound.</param>
/// <param name="Confidence">How often such an interval holds the true value, above 0 and below 1.</param>
/// <remarks>Immutable, so any thread may read it.</remarks>
public readonly record struct Estimate(double Value, double Lower, double Upper, double Confidence)
{
    /// <summary>Whether a value lies in the interval, its ends included.</summary>
    /// <param name="value">The value to look for; NaN is in no interval.</param>
    /// <returns>True when it does.</returns>
    public bool Contains(double value) => value >= Lower && value <= Upper;
}
