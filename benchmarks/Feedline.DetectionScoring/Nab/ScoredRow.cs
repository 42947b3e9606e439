namespace Feedline.DetectionScoring.Nab;

/// <summary>What a detection on a row is worth.</summary>
/// <param name="Window">Which window of the corpus it is in, <see cref="Outside"/> for none.</param>
/// <param name="Value">In a window the share of the most it can give, outside what it costs, as a share of the full price and negative.</param>
internal readonly record struct ScoredRow(int Window, double Value)
{
    public const int Outside = -1;
}
