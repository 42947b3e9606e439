namespace Feedline.Reliability;

/// <summary>The ETTR of one job four ways: by formula, exactly, simulated, and as it was measured.</summary>
/// <param name="Formula">Meta's expected ETTR.</param>
/// <param name="Renewal">Renewal–reward, 0 to 1.</param>
/// <param name="Simulated">The simulation's mean, with its interval.</param>
/// <param name="Measured">Productive over all GPU time of a recording's ledger, 0 to 1; null when nothing was measured.</param>
/// <remarks>
/// The simulated interval is that of the mean over long times. One recording spreads far more around it: use
/// <see cref="SimulationResult.EttrQuantile"/> with replications as long as the recording to see whether a measurement is unusual.
/// </remarks>
public readonly record struct EttrComparison(EttrEstimate Formula, double Renewal, Estimate Simulated, double? Measured);
