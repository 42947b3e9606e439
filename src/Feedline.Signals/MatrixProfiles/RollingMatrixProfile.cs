using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>
/// How unlike everything in the recent past the latest window of a stream is: its distance to the nearest earlier window. Not
/// thread-safe.
/// </summary>
/// <remarks>
/// <para>The left distances of <see cref="MatrixProfile"/>, one value at a time, over the last values only; distance, exclusion, and what
/// constants and missing values give are as there. The covariances of the latest window follow from those of the one before;
/// one of them is worked out from scratch with each value, so that rounding errors are forgotten after as many values as are held.</para>
/// <para>O(history) per value, nothing is allocated after construction. Source: Yeh et al., "Time series joins, motifs,
/// discords and shapelets", DMKD 32 (2018), STAMPI.</para>
/// </remarks>
public sealed class RollingMatrixProfile
{
    private readonly WindowTable _table;

    // By distance back from the latest window, the nearest last.
    private readonly double[] _covariances;
    private readonly int _windows;
    private readonly int _exclusion;
    private int _values;
    private int _refreshed;

    // Windows behind the latest constant one that may be compared with; far for none.
    private int _constantAge = int.MaxValue;

    /// <summary>Makes an empty stream.</summary>
    /// <param name="window">How many values m make a window, at least 2.</param>
    /// <param name="history">How many of the last values are looked through, at least the window. Takes about 90 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not in its range.</exception>
    public RollingMatrixProfile(int window, int history)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(history, window);
        Window = window;
        History = history;
        _windows = history - window + 1;
        _exclusion = (window + 3) / 4;
        _table = new WindowTable(window, 2 * history, Diagonals.Padding);
        _covariances = new double[_windows + Diagonals.Padding];
    }

    /// <summary>How many values make a window.</summary>
    public int Window { get; }

    /// <summary>How many of the last values are looked through.</summary>
    public int History { get; }

    /// <summary>Distance of the latest window to the nearest earlier one; NaN when there is none.</summary>
    public double Distance { get; private set; } = double.NaN;

    /// <summary>How many values earlier that nearest window starts; 0 when there is none.</summary>
    public int NeighbourAge { get; private set; }

    /// <summary>Adds a value; the oldest leaves when the history is full.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The new <see cref="Distance"/>.</returns>
    public double Add(double value)
    {
        if (_values == 2 * History)
            Shift();

        _table.Set(_values++, value);
        int latest = _values - Window;
        if (latest < 0)
            return Distance;

        _table.Describe(latest);
        int first = Math.Max(0, latest - _windows + 1);
        (double correlation, int nearest) = Vector512.IsHardwareAccelerated ? Compare<Simd512<double>, Vector512<double>>(first, latest)
            : Vector256.IsHardwareAccelerated ? Compare<Simd256<double>, Vector256<double>>(first, latest)
            : Compare<Simd128<double>, Vector128<double>>(first, latest);

        int last = latest - _exclusion - 1;
        if (_constantAge != int.MaxValue)
            _constantAge++;
        if (last >= first && _table.Inverses[last] == 0)
            _constantAge = latest - last;
        bool isConstant = _table.Inverses[latest] == 0;
        double ofConstant = isConstant ? 1 : 0.5;
        if (_constantAge <= latest - first && !double.IsNaN(_table.Inverses[latest]))
        {
            if (ofConstant > correlation)
                (correlation, nearest) = (ofConstant, latest - _constantAge);
        }
        else if (isConstant && nearest >= 0)
        {
            correlation = 0.5;
        }

        NeighbourAge = nearest < 0 ? 0 : latest - nearest;
        return Distance = nearest < 0 ? double.NaN : Math.Sqrt(2.0 * Window * Math.Clamp(1 - correlation, 0, 2));
    }

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="distances"><see cref="Distance"/> after each; may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> distances)
    {
        Lengths.ThrowIfDifferent(values.Length, distances.Length, nameof(distances));
        for (int i = 0; i < values.Length; i++)
            distances[i] = Add(values[i]);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _table.Clear();
        _values = 0;
        _refreshed = 0;
        _constantAge = int.MaxValue;
        Distance = double.NaN;
        NeighbourAge = 0;
    }

    /// <summary>Brings the covariances up to the latest window and finds the best correlation and where it is.</summary>
    private (double Correlation, int Nearest) Compare<TSimd, TVector>(int first, int latest)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        WindowTable table = _table;
        int offset = _windows - 1 - latest;
        ref double covariances = ref MemoryMarshal.GetArrayDataReference(_covariances);
        ref double added = ref MemoryMarshal.GetArrayDataReference(table.Added);
        ref double removed = ref MemoryMarshal.GetArrayDataReference(table.Removed);
        ref double inverses = ref MemoryMarshal.GetArrayDataReference(table.Inverses);
        int count = latest - _exclusion;

        TVector plus = TSimd.Create(table.Added[latest]);
        TVector minus = TSimd.Create(-table.Removed[latest]);
        TVector scale = TSimd.Create(table.Inverses[latest]);
        TVector best = TSimd.Create(NearestWindows.None);
        TVector places = TSimd.Create(-1);
        Restart(first, latest, offset);
        for (int i = first; i < count; i += TSimd.Count)
        {
            nuint at = (nuint)(offset + i);
            TVector covariance = TSimd.Load(ref covariances, at);
            covariance = TSimd.MultiplyAdd(minus, TSimd.Load(ref removed, (nuint)i), covariance);
            covariance = TSimd.MultiplyAdd(plus, TSimd.Load(ref added, (nuint)i), covariance);
            TVector indices = TSimd.Add(TSimd.Indices, TSimd.Create(i));

            // The lanes behind the last one to compare with belong to windows too near.
            TVector within = TSimd.WhereLess(indices, TSimd.Create(count), TSimd.Create(0), TSimd.Create(double.NaN));
            if (i + TSimd.Count <= count)
                TSimd.Store(covariance, ref covariances, at);
            else
                StoreSome<TSimd, TVector>(covariance, _covariances.AsSpan((int)at, count - i));
            TVector correlation = TSimd.Add(TSimd.Multiply(TSimd.Multiply(covariance, scale), TSimd.Load(ref inverses, (nuint)i)), within);
            places = TSimd.WhereLess(best, correlation, indices, places);
            best = TSimd.WhereLess(best, correlation, correlation, best);
        }

        (double Correlation, int Nearest) nearest = (NearestWindows.None, -1);
        for (int lane = 0; lane < TSimd.Count; lane++)
        {
            if (TSimd.Lane(best, lane) > nearest.Correlation)
                nearest = (TSimd.Lane(best, lane), (int)TSimd.Lane(places, lane));
        }

        return nearest;
    }

    private static void StoreSome<TSimd, TVector>(TVector vector, Span<double> to)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        for (int lane = 0; lane < to.Length; lane++)
            to[lane] = TSimd.Lane(vector, lane);
    }

    /// <summary>
    /// Works out from scratch the pair that has none before it, and one other in turn: what the update to come adds is taken off.
    /// </summary>
    private void Restart(int first, int latest, int offset)
    {
        int last = latest - _exclusion - 1;
        if (last < first)
            return;

        if (latest < _windows)
            FromScratch(0);
        _refreshed = _refreshed >= last - first ? 0 : _refreshed + 1;
        FromScratch(last - _refreshed);

        void FromScratch(int i) => _covariances[offset + i] = WindowTable.Covariance(_table, i, _table, latest)
            - _table.Added[i] * _table.Added[latest] + _table.Removed[i] * _table.Removed[latest];
    }

    /// <summary>Moves the values still looked at to the front. The window before the oldest goes with them: updates still look back at it.</summary>
    private void Shift()
    {
        int gone = History;
        Move(_table.Values, gone);
        Move(_table.Means, gone);
        Move(_table.Inverses, gone);
        Move(_table.Added, gone);
        Move(_table.Removed, gone);
        _table.IsMissing.AsSpan(gone).CopyTo(_table.IsMissing);
        _values -= gone;
    }

    private static void Move(double[] array, int gone) => array.AsSpan(gone).CopyTo(array);
}
