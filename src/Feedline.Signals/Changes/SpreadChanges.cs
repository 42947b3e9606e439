namespace Feedline.Signals;

/// <summary>Where the size of noise changes: shifts of the ranks of its absolute values.</summary>
internal static class SpreadChanges
{
    private const int ShortestSegment = 20;
    private const double PerChange = 3;

    public static int[] Find(double[] noise)
    {
        if (noise.Length < 2 * ShortestSegment)
            return [];

        double[] sizes = new double[noise.Length];
        for (int i = 0; i < sizes.Length; i++)
            sizes[i] = Math.Abs(noise[i]);
        int[] changes = new int[sizes.Length];
        int count = new Pelt(SegmentCost.RankDeviation, sizes.Length, ShortestSegment).Find(sizes, PerChange * Math.Log(sizes.Length), changes);
        return changes[..count];
    }
}
