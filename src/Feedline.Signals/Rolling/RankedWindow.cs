using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>The last values of a stream and one quantile of them. NaN has no place in an order: while one is held there is no quantile.</summary>
internal sealed class RankedWindow
{
    // Places not filled yet hold NaN, so that nothing leaves when they are taken.
    private readonly double[] _ring;
    private readonly double[] _scratch;
    private readonly RankBand _band;
    private readonly double _level;
    private int _next;
    private int _numbers;

    public RankedWindow(int window, double level)
    {
        _ring = new double[window];
        _scratch = new double[RankBand.ScratchLength(window)];
        _band = new RankBand(window);
        _level = level;
        Clear();
    }

    public int Window => _ring.Length;

    public int Count { get; private set; }

    public void Clear()
    {
        Array.Fill(_ring, double.NaN);
        Count = 0;
        _next = 0;
        _numbers = 0;
        _band.Clear();
    }

    /// <summary>Adds a value, from which the oldest gives way in a full window; returns the quantile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value)
    {
        double[] ring = _ring;
        int next = _next;
        double gone = ring[next];
        ring[next] = value;
        _next = next + 1 < ring.Length ? next + 1 : 0;
        Count += Count < ring.Length ? 1 : 0;
        _numbers += (double.IsNaN(gone) ? 1 : 0) - (double.IsNaN(value) ? 1 : 0);
        _band.Replace(gone, value);
        return _numbers == Count ? Quantile() : double.NaN;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Quantile()
    {
        double position = _level * (Count - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, Count - 1);
        if (!_band.TryGet(below, above, out double low, out double high))
            (low, high) = Gather(below, above);

        double fraction = position - below;
        return fraction > 0 ? OrderStatistic.Between(low, high, fraction) : low;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (double Low, double High) Gather(int below, int above)
    {
        _band.Gather(_ring.AsSpan(0, Count), below, _scratch);
        if (!_band.TryGet(below, above, out double low, out double high))
            throw new System.Diagnostics.UnreachableException("A band holds the rank around which it was made.");

        return (low, high);
    }
}
