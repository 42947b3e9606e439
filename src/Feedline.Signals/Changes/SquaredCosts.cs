using System.Numerics;
using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>
/// Σ (x - mean)² of any segment from running sums, which begin with a 0, and from the inverses of lengths, the longest first and 0 for none: so starts that
/// follow each other meet inverses that do, and several are tried at once.
/// </summary>
internal readonly struct SquaredCosts(double[] sums, double[] squares, double[] inverses) : IPeltCosts
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
        return Math.Max(0, squares[to] - squares[from] - sum * sum * inverses[inverses.Length - 1 - (to - from)]);
    }
    public void Try(double[] best, int first, int last, int to, ref double least, ref int start)
    {
        int s = first;
        Vector<double> limit = new(least);
        for (; s + Vector<double>.Count <= last + 1; s += Vector<double>.Count)
        {
            Vector<double> sum = new Vector<double>(sums[to]) - new Vector<double>(sums, s);
            Vector<double> square = new Vector<double>(squares[to]) - new Vector<double>(squares, s);
            Vector<double> cost = square - sum * sum * new Vector<double>(inverses, inverses.Length - 1 - to + s);
            Vector<double> total = new Vector<double>(best, s) + Vector.Max(Vector<double>.Zero, cost);
            if (!Vector.LessThanAny(total, limit))
                continue;

            TryEach(best, s, s + Vector<double>.Count - 1, to, ref least, ref start);
            limit = new Vector<double>(least);
        }

        TryEach(best, s, last, to, ref least, ref start);
    }

    private void TryEach(double[] best, int first, int last, int to, ref double least, ref int start)
    {
        for (int s = first; s <= last; s++)
        {
            double total = best[s] + Of(s, to);
            if (total < least)
                (least, start) = (total, s);
        }
    }
}
