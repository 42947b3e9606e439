namespace Feedline.Signals;

/// <summary>
/// Streaming alarm thresholds from extreme value theory: the levels that values pass with a given small probability, however their bulk
/// is distributed (SPOT; with a depth DSPOT, for series that drift). Not thread-safe.
/// </summary>
/// <remarks>
/// <para>A calibration stretch sets t, the value at index ⌊level × n⌋ of its sorted values. What exceeds t, less t, is fitted by
/// a generalised Pareto distribution of shape γ and scale σ; with n values seen and N of them above t the alarm threshold is
/// t + (σ/γ)((q n / N)^-γ - 1), for γ = 0 t - σ ln(q n / N). What is above t is learnt and the fit renewed; for the lower side all values
/// are negated. With a depth all this is done to x less the mean of the last values that did not alarm.</para>
/// <para>Of an alarm only the first value of a run of them is learnt, and only that it passed the threshold, not how far: an anomaly, however large or
/// long, counts once. Not to learn alarms at all, as in the paper, cuts the tail off again and again and lets false alarms grow without end.</para>
/// <para>The fit is of maximum likelihood with γ at least -½. (At γ = 0 the log likelihood is -N(1 + ln mean); some widely copied code has the sign
/// wrong.) When nothing exceeds t, as of a constant, everything above t alarms.</para>
/// <para>Of independent values whose distribution stays, about a share q alarms on each side: of 300,000 at q = 0.001, calibrated on 5,000, 0.9 to
/// 1.1 times q for exponential, normal and Pareto tails; fewer, about 0.3 times q, for tails that end in a step, as of uniform values. 1,000 values
/// leave 20 peaks to begin with, and a threshold up to a few times off until more have come. Values that depend on each other alarm in
/// clusters.</para>
/// <para>NaN means missing. Infinities and values beyond ±1e150 are not learnt, and alarm on their side once there is a threshold. O(1) per
/// value; O(peaks) where one above t is learnt, 1 to 2 passes over them as a rule; a sort at the end of the calibration. Nothing is allocated after
/// construction. Sources: Siffer et al., "Anomaly detection in streams with extreme value theory", KDD (2017); Grimshaw, Technometrics 35
/// (1993).</para>
/// </remarks>
public sealed class PeaksOverThreshold
{
    private const double Largest = 1e150;
    private readonly double _level;
    private readonly double[] _first;
    private readonly LocalMean _local;
    private readonly TailThreshold? _upper;
    private readonly TailThreshold? _lower;
    private int _calibrated;
    private ChangeDirection _latest;

    /// <summary>Makes thresholds that are still to be calibrated.</summary>
    /// <param name="risk">Probability q of a value beyond a threshold, above 0 and below 1 - level; 1e-4 by default.</param>
    /// <param name="sides">Which extremes alarm; high ones by default.</param>
    /// <param name="level">Quantile beyond which the tail begins, in (0, 1); 0.98 by default, less for short calibrations.</param>
    /// <param name="calibration">How many values calibrate, at least 10; 1,000 by default.</param>
    /// <param name="depth">How many of the last values make the local mean; 0, the default, for a series that does not drift.</param>
    /// <param name="peaks">How many of the last excesses on a side are fitted, at least 10; 2,000 by default. Takes 8 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not in its range.</exception>
    public PeaksOverThreshold(
        double risk = 1e-4, TailSides sides = TailSides.Upper, double level = 0.98, int calibration = 1000, int depth = 0, int peaks = 2000)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level lies between 0 and 1.");
        if (!(risk > 0 && risk < 1 - level))
            throw new ArgumentOutOfRangeException(nameof(risk), risk, "The risk lies above 0 and below 1 - level.");
        if (sides is not (TailSides.Upper or TailSides.Lower or TailSides.Both))
            throw new ArgumentOutOfRangeException(nameof(sides), sides, "The sides are the upper, the lower or both.");
        ArgumentOutOfRangeException.ThrowIfLessThan(calibration, 10);
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        ArgumentOutOfRangeException.ThrowIfLessThan(peaks, 10);
        _level = level;
        _first = new double[calibration];
        _local = new LocalMean(depth);
        _upper = sides.HasFlag(TailSides.Upper) ? new TailThreshold(risk, peaks) : null;
        _lower = sides.HasFlag(TailSides.Lower) ? new TailThreshold(risk, peaks) : null;
    }

    /// <summary>The next value alarms above this, in the values' unit; NaN until calibrated, and when that side is not watched.</summary>
    public double Upper => _local.Value + (_upper?.Value ?? double.NaN);

    /// <summary>The next value alarms below this, in the values' unit; NaN until calibrated, and when that side is not watched.</summary>
    public double Lower => _local.Value - (_lower?.Value ?? double.NaN);

    /// <summary>Shape γ of the upper tail: above 0 heavy, below 0 bounded. NaN until calibrated, without a peak, and when not watched.</summary>
    public double UpperShape => _upper?.Shape ?? double.NaN;

    /// <summary>Shape γ of the lower tail, in the same way.</summary>
    public double LowerShape => _lower?.Shape ?? double.NaN;

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Up when it is above <see cref="Upper"/> as it was before, down when it is below <see cref="Lower"/>.</returns>
    public ChangeDirection Add(double value)
    {
        if (double.IsNaN(value))
            return ChangeDirection.None;

        double x = Math.Clamp(value, -2 * Largest, 2 * Largest) - _local.Value;
        if (_calibrated == _first.Length)
        {
            ChangeDirection alarm = x > _upper?.Value ? ChangeDirection.Up : -x > _lower?.Value ? ChangeDirection.Down : ChangeDirection.None;
            bool isSameEvent = alarm != ChangeDirection.None && alarm == _latest;
            _latest = alarm;
            if (!isSameEvent && (alarm != ChangeDirection.None || Math.Abs(value) <= Largest))
                Learn(x, alarm);
            if (alarm != ChangeDirection.None)
                return alarm;
        }

        if (Math.Abs(value) > Largest)
            return ChangeDirection.None;
        if (_calibrated < _first.Length && _local.IsFull)
        {
            _first[_calibrated++] = x;
            if (_calibrated == _first.Length)
                Calibrate();
        }

        _local.Add(value);
        return ChangeDirection.None;
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

    /// <summary>Forgets all values and the calibration.</summary>
    public void Clear()
    {
        _calibrated = 0;
        _latest = ChangeDirection.None;
        _local.Clear();
        _upper?.Clear();
        _lower?.Clear();
    }

    private void Learn(double x, ChangeDirection alarm)
    {
        if (alarm == ChangeDirection.Up)
            _upper!.LearnAlarm();
        else
            _upper?.Learn(x);

        if (alarm == ChangeDirection.Down)
            _lower!.LearnAlarm();
        else
            _lower?.Learn(-x);
    }

    private void Calibrate()
    {
        _first.AsSpan().Sort();
        _upper?.Calibrate(_first, _level);
        if (_lower is null)
            return;

        // Negated, the lowest is the highest.
        _first.AsSpan().Reverse();
        foreach (ref double x in _first.AsSpan())
            x = -x;
        _lower.Calibrate(_first, _level);
    }
}
