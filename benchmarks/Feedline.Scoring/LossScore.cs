namespace Feedline.Scoring;

/// <summary>What some faults that overlap in time cost, by the run's own baseline and by the ledger.</summary>
/// <param name="Modes">Their modes.</param>
/// <param name="Expected">GPU-seconds beyond the baseline.</param>
/// <param name="Attributed">GPU-seconds that the ledger charges to their diagnoses.</param>
internal sealed record LossScore(string Modes, double Expected, double Attributed)
{
    /// <summary>Less than this is too little to be judged by a ratio.</summary>
    private const double LeastGpuSeconds = 1;

    /// <summary>Replicas that disagree take no time: what such a run lost then is noise.</summary>
    public bool IsJudged => Expected >= LeastGpuSeconds && Modes != "gradient-corruption";

    public double Ratio => Attributed / Expected;

    public bool IsRight => Math.Abs(Ratio - 1) <= 0.2;
}
