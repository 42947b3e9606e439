namespace Feedline.Signals;

/// <summary>What <see cref="PeriodDetector"/> found.</summary>
/// <param name="Period">The period in samples, a fraction possible; NaN when there is none to speak of.</param>
/// <param name="Correlation">Autocorrelation (biased) at the period, -1 to 1; NaN without a period.</param>
/// <param name="PValue">How likely a series without a period gives one this strong, 0 to 1; 1 without a period.</param>
public readonly record struct PeriodEstimate(double Period, double Correlation, double PValue)
{
    /// <summary>No period.</summary>
    public static PeriodEstimate None { get; } = new(double.NaN, double.NaN, 1);
}
