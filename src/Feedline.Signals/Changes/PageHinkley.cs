namespace Feedline.Signals;

/// <summary>The Page–Hinkley test: finds a shift of a stream's mean when the level before it is not known. Not thread-safe.</summary>
/// <remarks>
/// <para>With mean the mean of all values since the last alarm, the present one included:
/// U = Σ (x - mean - slack), alarm up when U - min U > threshold; D = Σ (x - mean + slack), alarm down when max D - D > threshold.
/// Each term uses the mean of its own time. After an alarm everything starts anew.</para>
/// <para>NaN means missing and is passed over. An infinity alarms at once in its own direction. A constant never alarms. O(1) per
/// value, nothing is allocated after construction. Sources: Page (1954); Hinkley, "Inference about the change-point from
/// cumulative sum tests", Biometrika 58 (1971); Mouss et al. (2004) for the form with a running mean.</para>
/// </remarks>
public sealed class PageHinkley
{
    private readonly double _slack;
    private readonly double _threshold;
    private readonly int _minimumCount;
    private double _mean;

    /// <summary>Makes an empty test.</summary>
    /// <param name="slack">The deviation from the mean that is let pass, in the values' unit, finite and at least 0.</param>
    /// <param name="threshold">The sum above which to alarm, in the values' unit, finite and at least 0.</param>
    /// <param name="minimumCount">How many values there must be before a finite one alarms, at least 1; 30 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not in its range.</exception>
    public PageHinkley(double slack, double threshold, int minimumCount = 30)
    {
        Positive.ThrowIfNegative(slack, nameof(slack));
        Positive.ThrowIfNegative(threshold, nameof(threshold));
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCount, 1);
        _slack = slack;
        _threshold = threshold;
        _minimumCount = minimumCount;
    }

    /// <summary>How many values there have been since the start or the last alarm, missing ones not counted.</summary>
    public long Count { get; private set; }

    /// <summary>Mean of those values, in their unit; NaN when there are none.</summary>
    public double Mean => Count == 0 ? double.NaN : _mean;

    /// <summary>U - min U: how far the sum of rises is above its lowest point. Kept at an alarm, until the next value.</summary>
    public double Upper { get; private set; }

    /// <summary>max D - D: how far the sum of falls is below its highest point. Kept at an alarm, until the next value.</summary>
    public double Lower { get; private set; }

    /// <summary>The latest result of <see cref="Add(double)"/>.</summary>
    public ChangeDirection Alarm { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether it raised an alarm, and which way; when both sums do, the larger tells.</returns>
    public ChangeDirection Add(double value)
    {
        if (Alarm != ChangeDirection.None)
            Clear();
        if (double.IsNaN(value))
            return Alarm;

        Count++;
        if (double.IsInfinity(value))
        {
            _mean = value;
            Upper = Math.Max(0, value);
            Lower = Math.Max(0, -value);
            return Alarm = value > 0 ? ChangeDirection.Up : ChangeDirection.Down;
        }

        // Halves first: the difference of two finite values may not be finite.
        _mean += 2 * ((value / 2 - _mean / 2) / Count);
        double deviation = value - _mean;
        Upper = Math.Max(0, Upper + deviation - _slack);
        Lower = Math.Max(0, Lower - deviation - _slack);
        if (Count >= _minimumCount && Math.Max(Upper, Lower) > _threshold)
            Alarm = Upper >= Lower ? ChangeDirection.Up : ChangeDirection.Down;

        return Alarm;
    }

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="alarms">The result for each.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<ChangeDirection> alarms)
    {
        Lengths.ThrowIfDifferent(values.Length, alarms.Length, nameof(alarms));
        for (int i = 0; i < values.Length; i++)
            alarms[i] = Add(values[i]);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        Count = 0;
        _mean = 0;
        Upper = 0;
        Lower = 0;
        Alarm = ChangeDirection.None;
    }
}
