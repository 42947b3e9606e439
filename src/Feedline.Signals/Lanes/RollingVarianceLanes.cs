using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Rolling mean and population variance of many series side by side, such as one per rank. Not thread-safe.</summary>
/// <remarks>
/// For each series what <see cref="RollingVariance"/> gives, up to rounding; a NaN or an infinity spoils its own series only, while it
/// is held. Series are independent, so a vector carries one in each lane. O(lanes) per row on average (once per window,
/// O(lanes × window)), nothing is allocated after construction. A row of floats is converted exactly and reckoned in double.
/// </remarks>
public sealed class RollingVarianceLanes
{
    private readonly int _stride;
    private readonly double[] _block;

    // By row and series, of the block before: mean (from the anchor) and squared deviations of that row and all after it.
    private readonly double[] _tailMeans;
    private readonly double[] _tailSquares;
    private readonly double[] _headMeans;
    private readonly double[] _headSquares;
    private readonly double[] _anchors;
    private readonly double[] _means;
    private readonly double[] _variances;
    private bool _hasTails;
    private int _filled;

    /// <summary>Makes empty windows.</summary>
    /// <param name="lanes">How many series there are, at least 1.</param>
    /// <param name="window">How many of the last rows count, at least 1. Takes 24 bytes per row and series.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="lanes"/> or <paramref name="window"/> is less than 1, or their product is beyond an array's length.
    /// </exception>
    public RollingVarianceLanes(int lanes, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, Array.MaxLength / (lanes + 8L), nameof(window));
        Lanes = lanes;
        Window = window;
        _stride = Lane.Padded(lanes);
        _block = new double[_stride * window];
        _tailMeans = new double[_stride * window];
        _tailSquares = new double[_stride * window];
        _headMeans = new double[_stride];
        _headSquares = new double[_stride];
        _anchors = new double[_stride];
        _means = new double[_stride];
        _variances = new double[_stride];
        Clear();
    }

    /// <summary>How many series there are.</summary>
    public int Lanes { get; }

    /// <summary>How many of the last rows count.</summary>
    public int Window { get; }

    /// <summary>How many rows are held: fewer than the window until it has filled.</summary>
    public int Count => _hasTails ? Window : _filled;

    /// <summary>The mean of each series; NaN before the first row. The span sees later changes.</summary>
    public ReadOnlySpan<double> Means => _means.AsSpan(0, Lanes);

    /// <summary>The population variance of each series; NaN before the first row. The span sees later changes.</summary>
    public ReadOnlySpan<double> Variances => _variances.AsSpan(0, Lanes);

    /// <summary>Adds one value to each series; the oldest row leaves when the window is full.</summary>
    /// <param name="row">The values by series.</param>
    /// <exception cref="ArgumentException"><paramref name="row"/> has not one value per series.</exception>
    public void Add(ReadOnlySpan<double> row)
    {
        Lengths.ThrowIfDifferent(Lanes, row.Length, nameof(row));
        row.CopyTo(_block.AsSpan(_filled * _stride));
        Step();
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double})"/>
    public void Add(ReadOnlySpan<float> row)
    {
        Lengths.ThrowIfDifferent(Lanes, row.Length, nameof(row));
        TensorPrimitives.ConvertTruncating(row, _block.AsSpan(_filled * _stride));
        Step();
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        _filled = 0;
        _hasTails = false;
        Array.Fill(_means, double.NaN);
        Array.Fill(_variances, double.NaN);
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
        int filled = _filled;
        if (filled == 0 && !_hasTails)
            Anchor<TSimd, TVector>(0);

        if (++_filled == Window)
        {
            Turn<TSimd, TVector>();
            return;
        }

        int tailRow = _hasTails ? filled + 1 : -1;
        double headCount = filled + 1;
        double tailCount = _hasTails ? Window - headCount : 0;
        double tailShare = tailCount / (headCount + tailCount);
        TVector first = TSimd.Create(filled == 0 ? 1 : 0);
        TVector joinShare = TSimd.Create(tailShare);
        TVector joinWeight = TSimd.Create(tailShare * headCount);
        TVector newest = TSimd.Create(1 / headCount);
        TVector newestWeight = TSimd.Create(filled / headCount);
        TVector perCount = TSimd.Create(1 / (headCount + tailCount));
        TVector zero = TSimd.Create(0);
        ref double block = ref MemoryMarshal.GetArrayDataReference(_block);
        ref double tailMeans = ref MemoryMarshal.GetArrayDataReference(_tailMeans);
        ref double tailSquares = ref MemoryMarshal.GetArrayDataReference(_tailSquares);
        ref double headMeans = ref MemoryMarshal.GetArrayDataReference(_headMeans);
        ref double headSquares = ref MemoryMarshal.GetArrayDataReference(_headSquares);
        ref double anchors = ref MemoryMarshal.GetArrayDataReference(_anchors);
        ref double means = ref MemoryMarshal.GetArrayDataReference(_means);
        ref double variances = ref MemoryMarshal.GetArrayDataReference(_variances);
        for (int i = 0; i < _stride; i += TSimd.Count)
        {
            TVector anchor = TSimd.Load(ref anchors, (nuint)i);
            TVector x = TSimd.Subtract(TSimd.Load(ref block, (nuint)(filled * _stride + i)), anchor);

            // The first row must not meet what the last block left behind, which may be NaN.
            TVector mean = TSimd.WhereLess(zero, first, x, TSimd.Load(ref headMeans, (nuint)i));
            TVector squares = TSimd.WhereLess(zero, first, TSimd.Subtract(x, x), TSimd.Load(ref headSquares, (nuint)i));
            TVector apart = TSimd.Subtract(x, mean);
            squares = TSimd.MultiplyAdd(TSimd.Multiply(apart, apart), newestWeight, squares);
            mean = TSimd.MultiplyAdd(apart, newest, mean);
            TSimd.Store(mean, ref headMeans, (nuint)i);
            TSimd.Store(squares, ref headSquares, (nuint)i);

            if (tailRow >= 0)
            {
                TVector tailMean = TSimd.Load(ref tailMeans, (nuint)(tailRow * _stride + i));
                apart = TSimd.Subtract(tailMean, mean);
                squares = TSimd.Add(squares, TSimd.Load(ref tailSquares, (nuint)(tailRow * _stride + i)));
                squares = TSimd.MultiplyAdd(TSimd.Multiply(apart, apart), joinWeight, squares);
                mean = TSimd.MultiplyAdd(apart, joinShare, mean);
            }

            TSimd.Store(TSimd.Add(anchor, mean), ref means, (nuint)i);
            TSimd.Store(TSimd.Multiply(squares, perCount), ref variances, (nuint)i);
        }
    }

    /// <summary>The block is full: it is the whole window, and becomes the older block.</summary>
    private void Turn<TSimd, TVector>()
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        Anchor<TSimd, TVector>(Window - 1);
        ref double block = ref MemoryMarshal.GetArrayDataReference(_block);
        ref double tailMeans = ref MemoryMarshal.GetArrayDataReference(_tailMeans);
        ref double tailSquares = ref MemoryMarshal.GetArrayDataReference(_tailSquares);
        ref double anchors = ref MemoryMarshal.GetArrayDataReference(_anchors);
        for (int i = 0; i < _stride; i += TSimd.Count)
        {
            TVector anchor = TSimd.Load(ref anchors, (nuint)i);
            TVector last = TSimd.Subtract(TSimd.Load(ref block, (nuint)((Window - 1) * _stride + i)), anchor);
            TVector mean = last;
            TVector squares = TSimd.Subtract(last, last);
            for (int row = Window - 1; row >= 0; row--)
            {
                double count = Window - row;
                TVector x = TSimd.Subtract(TSimd.Load(ref block, (nuint)(row * _stride + i)), anchor);
                TVector apart = TSimd.Subtract(x, mean);
                squares = TSimd.MultiplyAdd(TSimd.Multiply(apart, apart), TSimd.Create((count - 1) / count), squares);
                mean = TSimd.MultiplyAdd(apart, TSimd.Create(1 / count), mean);
                TSimd.Store(mean, ref tailMeans, (nuint)(row * _stride + i));
                TSimd.Store(squares, ref tailSquares, (nuint)(row * _stride + i));
            }

            TSimd.Store(TSimd.Add(anchor, mean), ref MemoryMarshal.GetArrayDataReference(_means), (nuint)i);
            TSimd.Store(TSimd.Multiply(squares, TSimd.Create(1.0 / Window)), ref MemoryMarshal.GetArrayDataReference(_variances), (nuint)i);
        }

        _filled = 0;
        _hasTails = true;
    }

    /// <summary>Values are taken relative to one of their own, which keeps digits beside a large offset.</summary>
    private void Anchor<TSimd, TVector>(int row)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        TVector zero = TSimd.Create(0);
        for (int i = 0; i < _stride; i += TSimd.Count)
        {
            TVector x = TSimd.Load(ref MemoryMarshal.GetArrayDataReference(_block), (nuint)(row * _stride + i));

            // x - x is a number only if x is finite.
            TSimd.Store(TSimd.WhereNumber(TSimd.Subtract(x, x), x, zero), ref MemoryMarshal.GetArrayDataReference(_anchors), (nuint)i);
        }
    }
}
