using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Exponentially weighted mean and variance of many series side by side, such as one per rank. Not thread-safe.</summary>
/// <remarks>
/// For each series what <see cref="ExponentialAverage"/> gives, up to rounding; a NaN is missing in its own series only. Series are
/// independent, so a vector carries one in each lane. O(lanes) per row, nothing is allocated after construction.
/// A row of floats is converted exactly and reckoned in double.
/// </remarks>
public sealed class ExponentialAverageLanes
{
    private readonly double _alpha;
    private readonly double[] _row;
    private readonly double[] _means;
    private readonly double[] _variances;

    // 1 until a series has had a value: then its first one becomes the mean.
    private readonly double[] _weights;

    /// <summary>Makes empty averages.</summary>
    /// <param name="lanes">How many series there are, at least 1.</param>
    /// <param name="alpha">Weight of the newest value, above 0 and at most 1; 2 / (n + 1) resembles a window of n.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="lanes"/> is less than 1, or <paramref name="alpha"/> is outside (0, 1] or NaN.
    /// </exception>
    public ExponentialAverageLanes(int lanes, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        if (!(alpha > 0 && alpha <= 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The weight lies above 0 and at most at 1.");

        Lanes = lanes;
        _alpha = alpha;
        _row = new double[Lane.Padded(lanes)];
        _means = new double[_row.Length];
        _variances = new double[_row.Length];
        _weights = new double[_row.Length];
        Clear();
    }

    /// <summary>How many series there are.</summary>
    public int Lanes { get; }

    /// <summary>The weighted mean of each series; NaN before its first value. The span sees later changes.</summary>
    public ReadOnlySpan<double> Means => _means.AsSpan(0, Lanes);

    /// <summary>The weighted variance of each series; NaN before its first value. The span sees later changes.</summary>
    public ReadOnlySpan<double> Variances => _variances.AsSpan(0, Lanes);

    /// <summary>Adds one value to each series.</summary>
    /// <param name="row">The values by series; NaN means missing and is passed over.</param>
    /// <exception cref="ArgumentException"><paramref name="row"/> has not one value per series.</exception>
    public void Add(ReadOnlySpan<double> row)
    {
        Lengths.ThrowIfDifferent(Lanes, row.Length, nameof(row));
        row.CopyTo(_row);
        Step();
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double})"/>
    public void Add(ReadOnlySpan<float> row)
    {
        Lengths.ThrowIfDifferent(Lanes, row.Length, nameof(row));
        TensorPrimitives.ConvertTruncating(row, _row);
        Step();
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        Array.Fill(_means, double.NaN);
        Array.Fill(_variances, double.NaN);
        Array.Fill(_weights, 1);
    }

    private void Step()
    {
        if (Vector512.IsHardwareAccelerated)
            Step<Simd512<double>, Vector512<double>>();
        else if (Vector256.IsHardwareAccelerated)
            Step<Simd256<double>, Vector256<double>>();
        else
            Step<Simd128<double>, Vector128<double>>();
    }

    private void Step<TSimd, TVector>()
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        ref double row = ref MemoryMarshal.GetArrayDataReference(_row);
        ref double means = ref MemoryMarshal.GetArrayDataReference(_means);
        ref double variances = ref MemoryMarshal.GetArrayDataReference(_variances);
        ref double weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        TVector alpha = TSimd.Create(_alpha);
        TVector one = TSimd.Create(1);
        TVector zero = TSimd.Create(0);
        for (int i = 0; i < _row.Length; i += TSimd.Count)
        {
            TVector x = TSimd.Load(ref row, (nuint)i);
            TVector mean = TSimd.Load(ref means, (nuint)i);
            TVector variance = TSimd.Load(ref variances, (nuint)i);
            TVector weight = TSimd.Load(ref weights, (nuint)i);

            TVector oldMean = TSimd.WhereLess(weight, one, mean, zero);
            TVector oldVariance = TSimd.WhereLess(weight, one, variance, zero);
            TVector apart = TSimd.Subtract(x, oldMean);
            TVector step = TSimd.Multiply(weight, apart);
            TVector newVariance = TSimd.Multiply(TSimd.Subtract(one, weight), TSimd.MultiplyAdd(step, apart, oldVariance));
            TSimd.Store(TSimd.WhereNumber(x, TSimd.Add(oldMean, step), mean), ref means, (nuint)i);
            TSimd.Store(TSimd.WhereNumber(x, newVariance, variance), ref variances, (nuint)i);
            TSimd.Store(TSimd.WhereNumber(x, alpha, weight), ref weights, (nuint)i);
        }
    }
}
