using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>The last values of a stream, their median and the median absolute deviation from it.</summary>
/// <remarks>
/// Going down from the median and going up from it, deviations rise: the smaller half of all is a stretch of ranks around the
/// median, and the deviation wanted is at one of its two ends. The ends hardly move from one window to the next, so the values
/// near each are kept in order as those near the median are, and the stretch is moved until it fits.
/// </remarks>
internal sealed class DeviationWindow
{
    // More moves than this cost as much as to begin anew.
    private const int Moves = 12;

    private readonly RankedWindow _values;
    private readonly RankBand _lower;
    private readonly RankBand _upper;

    // How many values of the stretch come from the lower half of the window.
    private int _fromLower;

    public DeviationWindow(int window)
    {
        _values = new RankedWindow(window, 0.5);
        bool holdsAll = _values.Band.HoldsAll;
        _lower = holdsAll ? _values.Band : new RankBand(window);
        _upper = holdsAll ? _values.Band : new RankBand(window);
    }

    public int Window => _values.Window;

    public int Count => _values.Count;

    /// <summary>NaN when there are no values or one of them is NaN.</summary>
    public double Median { get; private set; } = double.NaN;

    /// <summary>Not scaled; NaN where the median is.</summary>
    public double Deviation { get; private set; } = double.NaN;

    public void Add(double value)
    {
        double median = _values.Add(value, out double gone);
        if (_lower != _upper)
        {
            _lower.Replace(gone, value);
            _upper.Replace(gone, value);
        }

        Median = median;
        Deviation = double.IsNaN(median) ? double.NaN : Find(median);
    }

    public void Clear()
    {
        _values.Clear();
        _lower.Clear();
        _upper.Clear();
        _fromLower = 0;
        Median = double.NaN;
        Deviation = double.NaN;
    }

    private double Find(double median)
    {
        int count = Count;
        int half = (count + 1) / 2;
        int upperHalf = count - half;
        int fromLower = Math.Clamp(_fromLower, half - upperHalf, half);
        for (int move = 0; move < Moves; move++)
        {
            int fromUpper = half - fromLower;
            (double beforeFirst, double first) = Get(_lower, Math.Max(fromUpper - 1, 0), Math.Min(Math.Max(fromUpper, 1), count - 1));
            first = fromUpper > 0 ? first : beforeFirst;
            (double last, double afterLast) = Get(_upper, half + fromUpper - 1, Math.Min(half + fromUpper, count - 1));
            double firstDeviation = fromLower > 0 ? From(median, first) : 0;
            double lastDeviation = fromUpper > 0 ? From(median, last) : 0;
            double nextBelow = fromUpper > 0 ? From(median, beforeFirst) : double.PositiveInfinity;
            double nextAbove = fromUpper < upperHalf ? From(median, afterLast) : double.PositiveInfinity;
            if (lastDeviation > nextBelow)
            {
                fromLower++;
            }
            else if (firstDeviation > nextAbove)
            {
                fromLower--;
            }
            else
            {
                _fromLower = fromLower;
                double deviation = Math.Max(firstDeviation, lastDeviation);
                return count % 2 != 0 ? deviation : OrderStatistic.Between(deviation, Math.Min(nextBelow, nextAbove), 0.5);
            }
        }

        return FindAnew(median);
    }

    private (double Value, double Next) Get(RankBand band, int rank, int nextRank)
    {
        if (!band.TryGet(rank, nextRank, out double value, out double next))
            (value, next) = _values.Gather(band, rank, nextRank);
        return (value, next);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double FindAnew(double median)
    {
        ReadOnlySpan<double> values = _values.Values;
        Span<double> deviations = _values.Scratch[..values.Length];
        for (int i = 0; i < values.Length; i++)
            deviations[i] = From(median, values[i]);

        int half = (values.Length + 1) / 2;
        double deviation = Selection.Select(deviations, half - 1, out double next);
        int further = 0;
        foreach (double value in values)
            further += value < median & From(median, value) > deviation ? 1 : 0;
        _fromLower = half - further;
        return values.Length % 2 != 0 ? deviation : OrderStatistic.Between(deviation, next, 0.5);
    }

    // Equality first: ∞ - ∞ is not a distance.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double From(double median, double value) => value == median ? 0 : Math.Abs(value - median);
}
