using System.Runtime.InteropServices;

namespace Feedline.Signals;

/// <summary>A sorted window so short that it stays in two registers while it moves along a series.</summary>
internal static class ShortRun
{
    /// <summary>
    /// Moves a full window of finite values over a series up to the first value that is not finite, and stores the values of
    /// two ranks after each step; returns how many steps it took. The ring holds the window in order of arrival.
    /// </summary>
    public static int Slide<TSimd, TVector>(
        Span<double> run, ReadOnlySpan<double> values, Span<double> ring, ref int next, (int Low, int High) ranks, Span<double> lows, Span<double> highs)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        ref double start = ref MemoryMarshal.GetReference(run);
        TVector padding = TSimd.Create(double.PositiveInfinity);
        TVector before = TSimd.Create(double.NegativeInfinity);
        TVector first = TSimd.Load(ref start, 0);
        TVector second = TSimd.Load(ref start, (nuint)TSimd.Count);
        int oldest = next;
        int i = 0;
        for (; i < values.Length; i++)
        {
            double value = values[i];
            if (!double.IsFinite(value))
                break;

            // As SortedRun replaces, but nothing waits for a store.
            TVector leaving = TSimd.Create(ring[oldest]);
            TVector coming = TSimd.Create(value);
            ring[oldest] = value;
            oldest = oldest + 1 < ring.Length ? oldest + 1 : 0;
            TVector firstLeft = TSimd.WhereLess(first, leaving, first, TSimd.ThenFirst(first, second));
            TVector secondLeft = TSimd.WhereLess(second, leaving, second, TSimd.ThenFirst(second, padding));
            first = TSimd.Max(TSimd.LastThen(before, firstLeft), TSimd.Min(firstLeft, coming));
            second = TSimd.Max(TSimd.LastThen(firstLeft, secondLeft), TSimd.Min(secondLeft, coming));
            TSimd.Store(first, ref start, 0);
            TSimd.Store(second, ref start, (nuint)TSimd.Count);
            lows[i] = run[ranks.Low];
            highs[i] = run[ranks.High];
        }

        next = oldest;
        return i;
    }
}
