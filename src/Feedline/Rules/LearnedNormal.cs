using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>What is normal for one number a step, learned from the run itself.</summary>
/// <remarks>
/// Keeps the last values seen while nothing was wrong. A value is learned only some steps after it was seen, so that the
/// first steps of an anomaly, not yet known as one, do not become part of what is normal.
/// </remarks>
internal sealed class LearnedNormal
{
    /// <summary>With fewer values than this, nothing is judged.</summary>
    public const int WarmUp = 32;

    private const int Capacity = 256;
    private const int Delay = 16;
    private const int RefreshEvery = 8;

    /// <summary>How many standard deviations the 95th percentile of a normal distribution lies above its median.</summary>
    private const double Sigmas95 = 1.645;

    private readonly double[] _values = new double[Capacity];
    private readonly double[] _waiting = new double[Delay];
    private readonly double[] _scratch = new double[Capacity];
    private int _count;
    private int _next;
    private int _waitingCount;
    private int _waitingNext;
    private int _sinceRefresh = RefreshEvery;
    private double _median = double.NaN;
    private double _scale = double.NaN;

    /// <summary>How many values are learned.</summary>
    public int Count => _count;

    /// <summary>True once there is enough to judge by.</summary>
    public bool IsReady => _count >= WarmUp;

    /// <summary>The median of the normal values.</summary>
    public double Median
    {
        get
        {
            Refresh();
            return _median;
        }
    }

    /// <summary>
    /// The spread of the normal values in the sense of a standard deviation: from the MAD, or from the 95th percentile where
    /// the upper tail is the wider.
    /// </summary>
    public double Scale
    {
        get
        {
            Refresh();
            return _scale;
        }
    }

    /// <summary>How many spreads a value lies above the median.</summary>
    /// <param name="value">The value.</param>
    /// <param name="leastScale">The spread taken where the learned one is smaller.</param>
    public double Score(double value, double leastScale) => (value - Median) / Math.Max(Scale, leastScale);

    /// <summary>Learns a value seen while nothing was wrong.</summary>
    public void Learn(double value)
    {
        if (_waitingCount == Delay)
            Add(_waiting[_waitingNext]);
        else
            _waitingCount++;

        _waiting[_waitingNext] = value;
        _waitingNext = (_waitingNext + 1) % Delay;

        // Before anything can be judged nothing is gained by waiting.
        if (_count < WarmUp)
            Drain();
    }

    /// <summary>Forgets the values that wait to be learned: an anomaly was under way while they were seen.</summary>
    public void ForgetWaiting() => _waitingCount = 0;

    private void Drain()
    {
        for (int i = _waitingCount; i > 0; i--)
            Add(_waiting[(_waitingNext - i + Delay) % Delay]);

        _waitingCount = 0;
    }

    private void Add(double value)
    {
        _values[_next] = value;
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
        _sinceRefresh++;
    }

    private void Refresh()
    {
        if (_sinceRefresh < RefreshEvery || _count == 0)
            return;

        _sinceRefresh = 0;
        Span<double> copy = _scratch.AsSpan(0, _count);
        _values.AsSpan(0, _count).CopyTo(copy);
        double upper = Quantile.InPlace(copy, 0.95);
        double mad = MedianAbsoluteDeviation.InPlace(copy, out _median);
        _scale = Math.Max(MedianAbsoluteDeviation.NormalScale * mad, (upper - _median) / Sigmas95);
    }
}
