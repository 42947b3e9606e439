namespace Feedline.DetectionScoring.Series;

/// <summary>Rows of a file from the first to the last, both within.</summary>
internal readonly record struct RowSpan(int First, int Last)
{
    public int Length => Last - First + 1;
}
