using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Where the size of noise changes: shifts of the ranks of its absolute values.</summary>
internal static class SpreadChanges
{
    private const int ShortestSegment = 20;
    private const double PerChange = 3;

    // Where a segment is all but free of noise.
    private const double LeastShare = 1e-3;

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

    /// <summary>The root mean square of noise between changes, at each value; never 0.</summary>
    public static double[] Scales(double[] noise, int[] changes)
    {
        double[] scales = new double[noise.Length];
        double least = LeastShare * RootMeanSquare(noise);
        int start = 0;
        foreach (int end in (int[])[.. changes, noise.Length])
        {
            scales.AsSpan(start, end - start).Fill(Math.Max(RootMeanSquare(noise.AsSpan(start, end - start)), least));
            start = end;
        }

        return scales;
    }

    private static double RootMeanSquare(ReadOnlySpan<double> noise) => TensorPrimitives.Norm(noise) / Math.Sqrt(noise.Length);
}
