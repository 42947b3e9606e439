using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Pearson's correlation of two series: how well a straight line ties one to the other. Safe to call from many threads.</summary>
/// <remarks>
/// <para>r = Σ (x - mean x)(y - mean y) / √(Σ (x - mean x)² Σ (y - mean y)²), within [-1, 1], no unit. Two passes, so a large
/// offset costs no accuracy.</para>
/// <para>Fewer than two pairs, a constant series, a NaN or an infinity give NaN, as do deviations whose squares leave the range
/// of double (beyond 1e150 or all below 1e-150).</para>
/// <para>O(n), 0 bytes allocated. Source: Pearson (1895).</para>
/// </remarks>
public static class Pearson
{
    /// <summary>Correlates two series.</summary>
    /// <param name="first">One series.</param>
    /// <param name="second">The other, as long.</param>
    /// <returns>The correlation, or NaN.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Lengths.ThrowIfDifferent(first.Length, second.Length, nameof(second));
        if (first.Length < 2)
            return double.NaN;
        if (Vector512.IsHardwareAccelerated)
            return Of<Simd512<double>, Vector512<double>>(first, second);
        if (Vector256.IsHardwareAccelerated)
            return Of<Simd256<double>, Vector256<double>>(first, second);
        return Of<Simd128<double>, Vector128<double>>(first, second);
    }

    private static double Of<TSimd, TVector>(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        // Off comes the first pair before the means: a constant then leaves exactly nothing.
        (double x0, double y0) = (first[0], second[0]);
        (double sumX, double sumY, _, _, _) = Sums<TSimd, TVector>(first, second, x0, y0, 0, 0);
        (_, _, double xx, double yy, double xy) =
            Sums<TSimd, TVector>(first, second, x0, y0, sumX / first.Length, sumY / first.Length);
        double r = xy / (Math.Sqrt(xx) * Math.Sqrt(yy));
        return xx > 0 && yy > 0 && double.IsFinite(xx) && double.IsFinite(yy) ? Math.Clamp(r, -1, 1) : double.NaN;
    }

    private static (double X, double Y, double XX, double YY, double XY) Sums<TSimd, TVector>(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, double x0, double y0, double meanX, double meanY)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        ref double a = ref MemoryMarshal.GetReference(first);
        ref double b = ref MemoryMarshal.GetReference(second);
        TVector sumX = TSimd.Create(0), sumY = sumX, sumXX = sumX, sumYY = sumX, sumXY = sumX;
        TVector starts = TSimd.Create(x0), startsY = TSimd.Create(y0), means = TSimd.Create(meanX), meansY = TSimd.Create(meanY);
        int i = 0;
        for (; i <= first.Length - TSimd.Count; i += TSimd.Count)
        {
            TVector x = TSimd.Subtract(TSimd.Subtract(TSimd.Load(ref a, (nuint)i), starts), means);
            TVector y = TSimd.Subtract(TSimd.Subtract(TSimd.Load(ref b, (nuint)i), startsY), meansY);
            sumX = TSimd.Add(sumX, x);
            sumY = TSimd.Add(sumY, y);
            sumXX = TSimd.MultiplyAdd(x, x, sumXX);
            sumYY = TSimd.MultiplyAdd(y, y, sumYY);
            sumXY = TSimd.MultiplyAdd(x, y, sumXY);
        }

        var sums = (X: TSimd.Sum(sumX), Y: TSimd.Sum(sumY), XX: TSimd.Sum(sumXX), YY: TSimd.Sum(sumYY), XY: TSimd.Sum(sumXY));
        for (; i < first.Length; i++)
        {
            double x = first[i] - x0 - meanX;
            double y = second[i] - y0 - meanY;
            sums = (sums.X + x, sums.Y + y, sums.XX + x * x, sums.YY + y * y, sums.XY + x * y);
        }

        return sums;
    }
}
