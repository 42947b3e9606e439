namespace Feedline.Reliability;

/// <summary>An ETTR by formula, and whether the formula may be used there.</summary>
/// <param name="Value">Share of the wall time that is productive, 0 to 1.</param>
/// <param name="FailureLoss">Share of the time that failures cost to first order; the formula leaves out its square.</param>
public readonly record struct EttrEstimate(double Value, double FailureLoss)
{
    /// <summary>
    /// Failures cost at most a tenth, so the formula is right within 0.005. Beyond, use <see cref="RenewalEttr"/> or <see cref="JobSimulation"/>.
    /// </summary>
    public bool IsSmallLoss => FailureLoss <= 0.1;
}
