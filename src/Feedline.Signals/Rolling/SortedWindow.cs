namespace Feedline.Signals;

/// <summary>The last values of a stream, in order of arrival and sorted. NaN has no place in an order and is only counted.</summary>
internal sealed class SortedWindow(int window)
{
    private readonly double[] _ring = new double[window];
    private readonly SortedBlocks _sorted = new(window);
    private int _next;
    private int _nans;

    public int Window => _ring.Length;

    public int Count { get; private set; }

    /// <summary>True when there are values and none is NaN, so that order statistics exist.</summary>
    public bool IsOrdered => Count > 0 && _nans == 0;

    public void Add(double value)
    {
        if (Count == _ring.Length)
            Forget(_ring[_next]);
        else
            Count++;

        _ring[_next] = value;
        _next = _next + 1 == _ring.Length ? 0 : _next + 1;
        if (double.IsNaN(value))
            _nans++;
        else
            _sorted.Insert(value);
    }

    public void Clear()
    {
        Count = 0;
        _next = 0;
        _nans = 0;
        _sorted.Clear();
    }

    /// <summary>The quantile of a level in [0, 1], type 7; NaN when there are no values or one of them is NaN.</summary>
    public double Quantile(double level)
    {
        if (!IsOrdered)
            return double.NaN;

        double position = level * (Count - 1);
        int below = (int)position;
        double low = _sorted.At(below, out double high);
        double fraction = position - below;
        return fraction > 0 ? OrderStatistic.Between(low, high, fraction) : low;
    }

    /// <summary>The median absolute deviation from the given median of the window.</summary>
    public double MedianAbsoluteDeviation(double median)
    {
        if (double.IsNaN(median))
            return double.NaN;

        // Going down from the median and going up from it, deviations rise: the wanted ones are found between two sorted lists.
        int lower = (Count + 1) / 2;
        int upper = Count - lower;
        int taken = (Count + 1) / 2;
        int least = Math.Max(0, taken - upper);
        int most = Math.Min(taken, lower);
        while (least < most)
        {
            int fromLower = (least + most) / 2;
            int fromUpper = taken - fromLower;
            if (Below(fromLower) < Above(fromUpper - 1))
                least = fromLower + 1;
            else
                most = fromLower;
        }

        int rest = taken - least;
        double low = Math.Max(least > 0 ? Below(least - 1) : 0, rest > 0 ? Above(rest - 1) : 0);
        if (Count % 2 != 0)
            return low;

        double high = Math.Min(
            least < lower ? Below(least) : double.PositiveInfinity, rest < upper ? Above(rest) : double.PositiveInfinity);
        return OrderStatistic.Between(low, high, 0.5);

        double Below(int i) => Deviation(_sorted.At(lower - 1 - i, out _), median);

        double Above(int i) => Deviation(_sorted.At(lower + i, out _), median);
    }

    private static double Deviation(double value, double median) => value == median ? 0 : Math.Abs(value - median);

    private void Forget(double value)
    {
        if (double.IsNaN(value))
            _nans--;
        else
            _sorted.Remove(value);
    }
}
