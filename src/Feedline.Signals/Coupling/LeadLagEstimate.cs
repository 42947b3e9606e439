namespace Feedline.Signals;

/// <summary>What <see cref="LeadLag"/> found.</summary>
/// <param name="Lag">By how many samples the second series follows the first; below 0 it leads.</param>
/// <param name="Correlation">Cross-correlation (biased) at that lag, -1 to 1; NaN when it cannot be told.</param>
/// <param name="EffectiveCount">How many independent pairs the samples are worth, 1 to n; NaN when it cannot be told.</param>
/// <param name="PValue">How likely unrelated series give a correlation this strong at any of the lags, 0 to 1; NaN when it cannot be told.</param>
public readonly record struct LeadLagEstimate(int Lag, double Correlation, double EffectiveCount, double PValue);
