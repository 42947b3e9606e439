namespace Feedline.Signals;

/// <summary>The alarm threshold of one side of a series, high values being extreme.</summary>
internal sealed class TailThreshold(double risk, int peaks)
{
    private readonly double[] _excesses = new double[peaks];
    private readonly TailFit _fit = new();
    private ParetoTail _tail;
    private int _held;
    private long _count;
    private long _exceeded;
    private double _base = double.NaN;

    /// <summary>The alarm threshold; NaN before the calibration.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>Shape of the tail; NaN before the first peak.</summary>
    public double Shape => _exceeded == 0 ? double.NaN : _tail.Shape;

    public void Calibrate(ReadOnlySpan<double> sorted, double level)
    {
        Clear();
        _base = Value = sorted[(int)(level * sorted.Length)];
        _count = sorted.Length;
        foreach (double x in sorted)
        {
            if (x > _base)
                Keep(x - _base);
        }

        if (_exceeded > 0)
            Renew();
    }

    /// <summary>Takes a value that did not alarm.</summary>
    public void Learn(double x)
    {
        _count++;
        if (x > _base)
        {
            Keep(x - _base);
            Renew();
        }
        else if (_exceeded > 0)
        {
            Place();
        }
    }

    /// <summary>Takes a value that did alarm, without how far above the threshold it was.</summary>
    public void LearnAlarm()
    {
        _count++;
        if (Value > _base)
        {
            // Below 0: known only to be more than this.
            Keep(_base - Value);
            Renew();
        }
    }

    public void Clear()
    {
        _fit.Clear();
        _held = 0;
        _count = 0;
        _exceeded = 0;
        _base = Value = double.NaN;
    }

    private void Keep(double excess)
    {
        _excesses[_exceeded++ % _excesses.Length] = excess;
        _held = Math.Min(_held + 1, _excesses.Length);
    }

    private void Renew()
    {
        _tail = _fit.Of(_excesses.AsSpan(0, _held));
        Place();
    }

    private void Place() => Value = _base + Math.Max(0, _tail.Exceeded(risk * _count / _exceeded));
}
