namespace Feedline.Signals;

/// <summary>Cumulative sums of the deviations from a known level: finds small lasting shifts of a stream. Not thread-safe.</summary>
/// <remarks>
/// <para>upper ← max(0, upper + x - target - slack) and lower ← max(0, lower + target - x - slack). A sum above the threshold
/// is an alarm, after which both start again from 0. For noise of standard deviation σ and a shift of δ to be found, usual
/// choices are slack = δ/2 and threshold = 4 σ to 5 σ.</para>
/// <para>NaN means missing and is passed over. An infinity alarms at once in its own direction. O(1) per value, nothing is
/// allocated after construction. Sources: Page, "Continuous inspection schemes", Biometrika 41 (1954); Montgomery,
/// "Introduction to Statistical Quality Control", chapter 9 (two-sided tabular form).</para>
/// </remarks>
public sealed class Cusum
{
    private readonly double _target;
    private readonly double _slack;
    private readonly double _threshold;
    private long _upperRun;
    private long _lowerRun;

    /// <summary>Makes sums that start at 0.</summary>
    /// <param name="target">The level without a change, in the values' unit, finite.</param>
    /// <param name="slack">The deviation from it that is let pass, in the values' unit, finite and at least 0.</param>
    /// <param name="threshold">The sum above which to alarm, in the values' unit, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not in its range.</exception>
    public Cusum(double target, double slack, double threshold)
    {
        if (!double.IsFinite(target))
            throw new ArgumentOutOfRangeException(nameof(target), target, "The level is a finite number.");
        Positive.ThrowIfNegative(slack, nameof(slack));
        Positive.ThrowIfNegative(threshold, nameof(threshold));
        _target = target;
        _slack = slack;
        _threshold = threshold;
    }

    /// <summary>The sum of the rises, in the values' unit. Kept at an alarm, until the next value.</summary>
    public double Upper { get; private set; }

    /// <summary>The sum of the falls, in the values' unit. Kept at an alarm, until the next value.</summary>
    public double Lower { get; private set; }

    /// <summary>The latest result of <see cref="Add(double)"/>.</summary>
    public ChangeDirection Alarm { get; private set; }

    /// <summary>
    /// At an alarm, how many of the last values (missing ones not counted) the change has probably lasted: since its sum was
    /// last 0. Otherwise 0.
    /// </summary>
    public long ChangeLength { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether it raised an alarm, and which way; when both sums do, the larger tells.</returns>
    public ChangeDirection Add(double value)
    {
        // An alarm belongs to the value that raised it; the next one starts from nothing.
        if (Alarm != ChangeDirection.None)
            Clear();
        if (double.IsNaN(value))
            return Alarm;

        double deviation = value - _target;
        Upper = Math.Max(0, Upper + deviation - _slack);
        Lower = Math.Max(0, Lower - deviation - _slack);
        _upperRun = Upper > 0 ? _upperRun + 1 : 0;
        _lowerRun = Lower > 0 ? _lowerRun + 1 : 0;
        if (Math.Max(Upper, Lower) > _threshold)
        {
            Alarm = Upper >= Lower ? ChangeDirection.Up : ChangeDirection.Down;
            ChangeLength = Alarm == ChangeDirection.Up ? _upperRun : _lowerRun;
        }

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

    /// <summary>Sets both sums to 0.</summary>
    public void Clear()
    {
        Upper = 0;
        Lower = 0;
        _upperRun = 0;
        _lowerRun = 0;
        Alarm = ChangeDirection.None;
        ChangeLength = 0;
    }
}
