using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Distance correlation of two series: 0 only for independent ones, so it sees ties of any shape, not just straight ones.</summary>
/// <remarks>
/// <para>R = √(V(x,y) / √(V(x,x) V(y,y))) with V(x,y) the mean product of the distances |x(i) - x(j)| and |y(i) - y(j)|, both
/// with row means, column means and mean taken off. Within [0, 1], 1 for a straight line, no unit. Of n pairs of independent
/// values it is about 1/√n to 2/√n, not 0: compare series of like length.</para>
/// <para>Fewer than two pairs, a constant series, a NaN or an infinity give NaN.</para>
/// <para>O(n²) time, two passes of vectors over the pairs, O(n) memory, 0 bytes allocated after construction. Not safe for
/// use by several threads at a time.</para>
/// <para>Source: Székely, Rizzo and Bakirov (2007), Measuring and testing dependence by correlation of distances.</para>
/// </remarks>
public sealed class DistanceCorrelation
{
    private readonly double[] _firstMeans;
    private readonly double[] _secondMeans;

    /// <summary>Makes work space.</summary>
    /// <param name="capacity">The longest series to come, at least 1. Takes 16 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1.</exception>
    public DistanceCorrelation(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _firstMeans = new double[capacity];
        _secondMeans = new double[capacity];
    }

    /// <summary>The longest series that fits.</summary>
    public int Capacity => _firstMeans.Length;

    /// <summary>Correlates two series.</summary>
    /// <param name="first">One series, at most <see cref="Capacity"/> values.</param>
    /// <param name="second">The other, as long.</param>
    /// <returns>The distance correlation, or NaN.</returns>
    /// <exception cref="ArgumentException">The lengths differ or exceed the capacity.</exception>
    public double Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length > Capacity)
            throw new ArgumentException($"At most {Capacity} values fit, not {first.Length}.", nameof(first));

        Lengths.ThrowIfDifferent(first.Length, second.Length, nameof(second));
        if (first.Length < 2)
            return double.NaN;
        if (Vector512.IsHardwareAccelerated)
            return Of<Simd512<double>, Vector512<double>>(first, second);
        if (Vector256.IsHardwareAccelerated)
            return Of<Simd256<double>, Vector256<double>>(first, second);
        return Of<Simd128<double>, Vector128<double>>(first, second);
    }

    private double Of<TSimd, TVector>(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        double meanX = Means<TSimd, TVector>(first, _firstMeans);
        double meanY = Means<TSimd, TVector>(second, _secondMeans);
        double xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < first.Length; i++)
            Row<TSimd, TVector>(first, second, i, _firstMeans[i] - meanX, _secondMeans[i] - meanY, ref xx, ref yy, ref xy);

        // Centred before the products are summed, so nothing cancels and the sum is not below 0 but by rounding.
        double r = xy / (Math.Sqrt(xx) * Math.Sqrt(yy));
        return xx > 0 && yy > 0 && double.IsFinite(xx) && double.IsFinite(yy) ? Math.Sqrt(Math.Clamp(r, 0, 1)) : double.NaN;
    }

    /// <summary>Mean distance of each value to the others, and the mean of these.</summary>
    private static double Means<TSimd, TVector>(ReadOnlySpan<double> series, Span<double> means)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        ref double start = ref MemoryMarshal.GetReference(series);
        double total = 0;
        for (int i = 0; i < series.Length; i++)
        {
            TVector own = TSimd.Create(series[i]), sums = TSimd.Create(0);
            int j = 0;
            for (; j <= series.Length - TSimd.Count; j += TSimd.Count)
                sums = TSimd.Add(sums, TSimd.Abs(TSimd.Subtract(TSimd.Load(ref start, (nuint)j), own)));
            double sum = TSimd.Sum(sums);
            for (; j < series.Length; j++)
                sum += Math.Abs(series[j] - series[i]);
            means[i] = sum / series.Length;
            total += means[i];
        }

        return total / series.Length;
    }

    private void Row<TSimd, TVector>(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int i, double offX, double offY, ref double xx, ref double yy, ref double xy)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        ref double x = ref MemoryMarshal.GetReference(first);
        ref double y = ref MemoryMarshal.GetReference(second);
        ref double meansX = ref MemoryMarshal.GetArrayDataReference(_firstMeans);
        ref double meansY = ref MemoryMarshal.GetArrayDataReference(_secondMeans);
        TVector ownX = TSimd.Create(first[i]), ownY = TSimd.Create(second[i]);
        TVector off = TSimd.Create(offX), offs = TSimd.Create(offY);
        TVector sumXX = TSimd.Create(0), sumYY = sumXX, sumXY = sumXX;
        int j = 0;
        for (; j <= first.Length - TSimd.Count; j += TSimd.Count)
        {
            TVector a = TSimd.Abs(TSimd.Subtract(TSimd.Load(ref x, (nuint)j), ownX));
            TVector b = TSimd.Abs(TSimd.Subtract(TSimd.Load(ref y, (nuint)j), ownY));
            a = TSimd.Subtract(TSimd.Subtract(a, TSimd.Load(ref meansX, (nuint)j)), off);
            b = TSimd.Subtract(TSimd.Subtract(b, TSimd.Load(ref meansY, (nuint)j)), offs);
            sumXX = TSimd.MultiplyAdd(a, a, sumXX);
            sumYY = TSimd.MultiplyAdd(b, b, sumYY);
            sumXY = TSimd.MultiplyAdd(a, b, sumXY);
        }

        xx += TSimd.Sum(sumXX);
        yy += TSimd.Sum(sumYY);
        xy += TSimd.Sum(sumXY);
        for (; j < first.Length; j++)
        {
            double a = Math.Abs(first[j] - first[i]) - _firstMeans[j] - offX;
            double b = Math.Abs(second[j] - second[i]) - _secondMeans[j] - offY;
            xx += a * a;
            yy += b * b;
            xy += a * b;
        }
    }
}
