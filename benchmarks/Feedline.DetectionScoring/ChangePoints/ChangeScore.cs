namespace Feedline.DetectionScoring.ChangePoints;

/// <summary>
/// F1 and covering of change points against those of several annotators, as TCPDBench defines them. Source: van den Burg and
/// Williams, "An evaluation of change point detection algorithms" (2020), arXiv:2003.06222.
/// </summary>
internal static class ChangeScore
{
    // How far from an annotated change one found may be.
    private const int Margin = 5;

    /// <summary>Harmonic mean of the precision against all annotators together and of the mean recall of each. Index 0 always counts as a change.</summary>
    public static double F1(IReadOnlyList<int[]> annotators, IReadOnlyList<int> found)
    {
        SortedSet<int> changes = [0, .. found];
        double precision = Matches([0, .. annotators.SelectMany(annotator => annotator)], changes) / (double)changes.Count;
        double recall = annotators.Average(annotator =>
        {
            SortedSet<int> annotated = [0, .. annotator];
            return Matches(annotated, changes) / (double)annotated.Count;
        });
        return 2 * precision * recall / (precision + recall);
    }

    /// <summary>Mean over the annotators of how well the segments found cover theirs, weighted by length, in [0, 1].</summary>
    public static double Covering(IReadOnlyList<int[]> annotators, IReadOnlyList<int> found, int length)
    {
        (int First, int End)[] segments = Segments(found, length);
        return annotators.Average(annotator => Segments(annotator, length).Sum(truth => (truth.End - truth.First) * segments.Max(segment => Jaccard(truth, segment))) / length);
    }

    private static int Matches(SortedSet<int> annotated, IEnumerable<int> found)
    {
        List<int> unused = [.. found];
        int matches = 0;
        foreach (int change in annotated)
        {
            int nearest = unused.Count == 0 ? -1 : unused.MinBy(at => Math.Abs(at - change));
            if (nearest < 0 || Math.Abs(nearest - change) > Margin)
                continue;
            unused.Remove(nearest);
            matches++;
        }

        return matches;
    }

    private static (int First, int End)[] Segments(IEnumerable<int> changes, int length)
    {
        int[] starts = [.. new SortedSet<int>(changes) { 0 }];
        return [.. starts.Select((start, i) => (start, i + 1 < starts.Length ? starts[i + 1] : length))];
    }

    private static double Jaccard((int First, int End) a, (int First, int End) b)
    {
        int common = Math.Max(0, Math.Min(a.End, b.End) - Math.Max(a.First, b.First));
        return common / (double)(a.End - a.First + b.End - b.First - common);
    }
}
