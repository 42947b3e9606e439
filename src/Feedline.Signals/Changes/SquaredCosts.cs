using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Σ (x - mean)² of any segment from running sums, which begin with a 0.</summary>
internal readonly struct SquaredCosts(double[] sums, double[] squares, double[] inverses) : ISegmentCosts
{
    /// <summary>Fills the running sums of values less their mean, so that a far origin costs no digits.</summary>
    public static void Fill(ReadOnlySpan<double> values, double[] sums, double[] squares)
    {
        double centre = 0;
        foreach (double value in values)
            centre += value / values.Length;

        (sums[0], squares[0]) = (0, 0);
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i] - centre;
            sums[i + 1] = sums[i] + value;
            squares[i + 1] = squares[i] + value * value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Of(int from, int to)
    {
        double sum = sums[to] - sums[from];
        return Math.Max(0, squares[to] - squares[from] - sum * sum * inverses[to - from]);
    }
}
