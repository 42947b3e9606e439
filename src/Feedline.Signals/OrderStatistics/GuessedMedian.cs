using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Looks for a median where it is expected: one pass keeps the values near by and counts those below.</summary>
internal static class GuessedMedian
{
    // Beyond that selecting among those near by costs more than the guess saves.
    private const int MostNear = 512;

    /// <summary>False when the median of values, none NaN, is not within reach of the guess or too many values are.</summary>
    public static bool TryFind(ReadOnlySpan<double> values, double guess, double reach, out double median)
    {
        if (Vector512.IsHardwareAccelerated)
            return TryFind<Simd512<double>, Vector512<double>>(values, guess, reach, out median);
        if (Vector256.IsHardwareAccelerated)
            return TryFind<Simd256<double>, Vector256<double>>(values, guess, reach, out median);
        return TryFind<Simd128<double>, Vector128<double>>(values, guess, reach, out median);
    }

    private static bool TryFind<TSimd, TVector>(ReadOnlySpan<double> values, double guess, double reach, out double median)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        int first = (values.Length - 1) / 2, last = values.Length / 2;
        Span<double> near = stackalloc double[MostNear + 4 * TSimd.Count];
        int kept = Narrowing.Copy<TSimd, TVector, double>(values, guess - reach, guess + reach, near, out int below);
        if (kept >= 0)
        {
            bool isEnclosed = first >= below && last < below + kept;
            median = isEnclosed ? OrderStatistic.At(near[..kept], first - below + 0.5 * (last - first)) : double.NaN;
            return isEnclosed;
        }

        // So many near by are often equal, and then the guess is the median itself.
        (int less, int equal) = Narrowing.Count<TSimd, TVector, double>(values, guess);
        median = guess;
        return first >= less && last < less + equal;
    }
}
