using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>The last values of a stream and one quantile of them. NaN has no place in an order: while one is held there is no quantile.</summary>
internal sealed class RankedWindow
{
    private const int Block = 256;

    // Places not filled yet hold NaN, so that nothing leaves when they are taken.
    private readonly double[] _ring;
    private readonly double[] _scratch;
    private readonly double _level;
    private int _next;

    // After how many values the last NaN will have left.
    private int _unordered;

    // The rank of the quantile in the values held, the one after it, and how far the quantile lies between the two.
    private int _rank;
    private int _nextRank;
    private double _fraction;

    public RankedWindow(int window, double level)
    {
        _ring = new double[window];
        _scratch = new double[RankBand.ScratchLength(window)];
        _level = level;
        Band = new RankBand(window);
        Clear();
    }

    public int Window => _ring.Length;

    public int Count { get; private set; }

    /// <summary>The values held, in no useful order.</summary>
    public ReadOnlySpan<double> Values => _ring.AsSpan(0, Count);

    /// <summary>Room for what any band needs to be made anew, and so for all values.</summary>
    public Span<double> Scratch => _scratch;

    /// <summary>The values around the quantile.</summary>
    public RankBand Band { get; }

    public void Clear()
    {
        Array.Fill(_ring, double.NaN);
        Count = 0;
        _next = 0;
        _unordered = 0;
        Band.Clear();
    }

    /// <summary>Adds a value, to which the oldest gives way in a full window; returns the quantile, or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value) => Add(value, out _);

    /// <summary>Adds values in turn, and stores the quantile after each; in place, too.</summary>
    public void Add(ReadOnlySpan<double> values, Span<double> quantiles)
    {
        Span<double> highs = stackalloc double[Block];
        for (int i = 0; i < values.Length; i++)
        {
            // In steps of what a full window of ordinary values can be moved by at once, then one by one.
            while (Band.IsShort && i < values.Length && Count == _ring.Length && _unordered == 0)
            {
                int length = Math.Min(Block, values.Length - i);
                Span<double> lows = quantiles.Slice(i, length);
                int moved = Band.Slide(values.Slice(i, length), _ring, ref _next, (_rank, _nextRank), lows, highs);
                for (int j = 0; _fraction > 0 && j < moved; j++)
                    lows[j] = OrderStatistic.Between(lows[j], highs[j], _fraction);
                i += moved;
                if (moved < length)
                    break;
            }

            if (i < values.Length)
                quantiles[i] = Add(values[i]);
        }
    }

    /// <summary>The same, and what left, or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value, out double gone)
    {
        double[] ring = _ring;
        int next = _next;
        gone = ring[next];
        ring[next] = value;
        _next = next + 1 < ring.Length ? next + 1 : 0;
        if (Count < ring.Length)
            Grow();
        Band.Replace(gone, value);

        if (double.IsNaN(value))
            _unordered = ring.Length;
        else if (_unordered > 0)
            _unordered--;
        return _unordered == 0 ? Quantile() : double.NaN;
    }

    /// <summary>Makes a band anew around a rank, and gives the values of it and of the next.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public (double Value, double Next) Gather(RankBand band, int rank, int nextRank)
    {
        band.Gather(Values, rank, _scratch);
        if (!band.TryGet(rank, nextRank, out double value, out double next))
            throw new System.Diagnostics.UnreachableException("A band holds the rank around which it was made.");

        return (value, next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Quantile()
    {
        if (!Band.TryGet(_rank, _nextRank, out double low, out double high))
            (low, high) = Gather(Band, _rank, _nextRank);

        return _fraction > 0 ? OrderStatistic.Between(low, high, _fraction) : low;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        double position = _level * Count++;
        _rank = (int)position;
        _nextRank = Math.Min(_rank + 1, Count - 1);
        _fraction = position - _rank;
    }
}
