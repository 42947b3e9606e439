namespace Feedline;

/// <summary>Sums by minute of the data's time, of the last sixteen minutes.</summary>
internal struct Minutes
{
    /// <summary>How many minutes are kept.</summary>
    public const int Kept = 16; // a power of two

    private double[]? _sums;
    private long _last;

    public void Add(long unixNanoseconds, double value)
    {
        long minute = Advance(unixNanoseconds);
        if (minute > _last - Kept)
            _sums![minute & (Kept - 1)] += value;
    }

    /// <summary>The sum over the last minutes, the running one included.</summary>
    public double Sum(long now, int minutes)
    {
        Advance(now);
        double sum = 0;
        for (long minute = Math.Max(0, _last - minutes + 1); minute <= _last; minute++)
            sum += _sums![minute & (Kept - 1)];

        return sum;
    }

    /// <summary>The sum of one minute, counted back from the running one.</summary>
    public double At(long now, int back)
    {
        Advance(now);
        return back is >= 0 and < Kept ? _sums![(_last - back) & (Kept - 1)] : 0;
    }

    private long Advance(long unixNanoseconds)
    {
        long minute = Math.Max(0, unixNanoseconds / (60 * UnixTime.NanosecondsPerSecond));
        _sums ??= new double[Kept];
        if (minute - _last >= Kept)
        {
            _sums.AsSpan().Clear();
            _last = minute;
        }

        while (_last < minute)
            _sums[++_last & (Kept - 1)] = 0;

        return minute;
    }
}
