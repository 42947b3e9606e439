using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.Nab;

/// <summary>One series of the corpus.</summary>
/// <param name="Name">Its path below the folder of the data, with slashes.</param>
/// <param name="Values">Its values, oldest first.</param>
/// <param name="Windows">Where anomalies are, ascending and apart.</param>
internal sealed record NabFile(string Name, double[] Values, RowSpan[] Windows)
{
    private const double ProbationShare = 0.15;
    private const int LongestProbation = 750;

    /// <summary>How many rows at the start are not scored.</summary>
    public int Probation => Math.Min((int)(ProbationShare * Values.Length), LongestProbation);
}
