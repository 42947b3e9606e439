using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>
/// Bayesian online change point detection: after each value, how probable every length of the current run (the values since the
/// last change) is, for normal values of unknown level and spread. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>With hazard H = 1 / expected run length and π(r) the predictive Student t density of the value after a run of r:
/// P(r + 1) ← P(r) π(r) (1 - H) and P(0) ← H Σ P(r) π(r), divided by Σ P(r) π(r). Runs longer than the cap are counted as the
/// cap: of the two runs that meet there the more probable one gives the statistics, held at the weight of the cap, so that older values fade.</para>
/// <para>π needs no density evaluated: with b the scale of a run before and after the value, π(r) = C(r) b^a / b'^(a + ½). Along a run b^a cancels
/// and the C multiply to a function of its length, so that ln P(r) is a constant of the run's birth, plus that function, less a ln b: one
/// logarithm and one power for each run length and value.</para>
/// <para>NaN means missing and is passed over; values beyond ±1e150, and infinities, count as ±1e150. A constant gives one
/// ever longer run. Probabilities are within about 1e-9 of the recursion evaluated in
/// full. O(cap) per value, nothing is allocated after construction. Source: Adams and MacKay, "Bayesian online
/// changepoint detection" (2007), with <see cref="NormalGammaPrior"/>.</para>
/// </remarks>
public sealed class BayesianChangeDetector
{
    // Squares and their sums stay finite.
    private const double Largest = 1e150;

    // An endless constant would bring the scale of the run at the cap to 0.
    private const double LeastScale = 1e-300;

    // Powers of 2 below the normal numbers are twenty times slower; nothing that small tells.
    private const double LeastExponent = -1000;
    private const double Ln2 = 0.69314718055994530942;

    // Room behind the longest run for whole vectors.
    private const int Padding = 16;

    private readonly NormalGammaPrior _prior;
    private readonly double _hazard;
    private readonly double _freshLog;
    private readonly double _growthLog;

    // By run length r: 1 / (k + 1), and log2 of C(0) to C(r), the factors that no value enters, multiplied.
    private readonly double[] _steps;
    private readonly double[] _factors;

    // By run: its level, its scale b, and what log2 P + a log2 b was at its birth, less the shift then. A run keeps its place while it grows,
    // because the start of the runs moves down by one with each value instead. Behind the last run births are -∞.
    private readonly double[] _means;
    private readonly double[] _scales;
    private readonly double[] _births;
    private readonly double[] _probabilities;
    private readonly double[] _joint;
    private int _start;
    private int _runs;

    // What log2 P of every run lacks.
    private double _shift;

    /// <summary>Makes a detector at the start of a run.</summary>
    /// <param name="prior">What is believed of a run before its first value; decides how far off a value must be.</param>
    /// <param name="expectedRunLength">How many values lie between changes on average, above 1; 250 by default.</param>
    /// <param name="runLengthCap">The longest run told apart, at least 1; 512 by default. Takes about 80 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not in its range.</exception>
    public BayesianChangeDetector(NormalGammaPrior prior, double expectedRunLength = 250, int runLengthCap = 512)
    {
        if (!(Math.Abs(prior.Mean) <= Largest))
            throw new ArgumentOutOfRangeException(nameof(prior), prior.Mean, "The mean lies within ±1e150.");
        Positive.ThrowIfNot(prior.Weight, nameof(prior));
        Positive.ThrowIfNot(prior.Shape, nameof(prior));
        if (!(prior.Scale >= LeastScale && double.IsFinite(prior.Scale)))
            throw new ArgumentOutOfRangeException(nameof(prior), prior.Scale, "The scale is finite and at least 1e-300.");
        if (!(expectedRunLength > 1 && double.IsFinite(expectedRunLength)))
            throw new ArgumentOutOfRangeException(nameof(expectedRunLength), expectedRunLength, "The run length is finite and above 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(runLengthCap, 1);

        _prior = prior;
        _hazard = 1 / expectedRunLength;
        RunLengthCap = runLengthCap;
        _freshLog = prior.Shape * Math.Log2(prior.Scale);
        _growthLog = Math.Log2(1 - _hazard);

        int lengths = runLengthCap + 1;
        _steps = new double[lengths + Padding];
        _factors = new double[lengths + Padding];
        double ratio = GammaRatio.Of(prior.Shape);
        double factor = 0;
        for (int r = 0; r < lengths; r++)
        {
            double weight = prior.Weight + r;
            _steps[r] = 1 / (weight + 1);
            factor += Math.Log2(ratio) + 0.5 * Math.Log2(weight / (weight + 1) / (2 * Math.PI));
            _factors[r] = factor;

            // Γ(a + 1) / Γ(a + ½) follows from Γ(a + ½) / Γ(a).
            ratio = (prior.Shape + r / 2.0) / ratio;
        }

        _means = new double[2 * lengths + 1 + Padding];
        _scales = new double[_means.Length];
        _births = new double[_means.Length];
        _probabilities = new double[lengths + 1 + Padding];
        _joint = new double[lengths + Padding];
        Clear();
    }

    /// <summary>The longest run told apart.</summary>
    public int RunLengthCap { get; }

    /// <summary>The most probable length of the current run, the cap standing for itself and more.</summary>
    public int RunLength { get; private set; }

    /// <summary>
    /// Probability of each length of the current run, from 0 (the next value starts a new one) up to at most the cap; they sum to 1.
    /// None is reported below 1e-300 or so. The span sees later changes.
    /// </summary>
    public ReadOnlySpan<double> Probabilities => _probabilities.AsSpan(0, _runs);

    /// <summary>Natural logarithm of the density the latest value had been predicted with: low for a surprise. NaN before the first value.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>
    /// How sure it is that a change has just come to light: when the most probable run gets shorter, 1 - new length / old length,
    /// otherwise 0.
    /// </returns>
    public double Add(double value)
    {
        if (double.IsNaN(value))
            return 0;

        value = Math.Clamp(value, -Largest, Largest);
        (double largest, double sum) = Vector512.IsHardwareAccelerated ? Update<Simd512<double>, Vector512<double>>(value)
            : Vector256.IsHardwareAccelerated ? Update<Simd256<double>, Vector256<double>>(value)
            : Update<Simd128<double>, Vector128<double>>(value);

        int likeliest = IndexOf(_joint.AsSpan(0, _runs), largest);
        double evidence = largest + Math.Log2(sum);
        LogLikelihood = Ln2 * (evidence + _shift);
        _shift = _growthLog - evidence;

        double growth = (1 - _hazard) / sum;
        TensorPrimitives.Multiply(_probabilities.AsSpan(1, _runs), growth, _probabilities.AsSpan(1));
        _probabilities[0] = _hazard;
        AddFreshRun();

        int before = RunLength;
        RunLength = growth >= _hazard ? Math.Min(likeliest + 1, RunLengthCap) : 0;
        if (_runs > RunLengthCap && _probabilities[RunLengthCap] > _probabilities[RunLength])
            RunLength = RunLengthCap;
        return RunLength < before ? 1 - (double)RunLength / before : 0;
    }

    /// <summary>Adds values in turn.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="scores">The result for each; may be the same span as the values.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Add(ReadOnlySpan<double> values, Span<double> scores)
    {
        Lengths.ThrowIfDifferent(values.Length, scores.Length, nameof(scores));
        for (int i = 0; i < values.Length; i++)
            scores[i] = Add(values[i]);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        Array.Fill(_means, 0);
        Array.Fill(_scales, 1);
        Array.Fill(_births, double.NegativeInfinity);
        _start = RunLengthCap + 1;
        _runs = 1;
        _means[_start] = _prior.Mean;
        _scales[_start] = _prior.Scale;
        _births[_start] = _freshLog;
        _probabilities[0] = 1;
        _shift = 0;
        RunLength = 0;
        LogLikelihood = double.NaN;
    }

    /// <summary>
    /// Brings the runs up to the value, leaves P(r) π(r) over the largest of them in the probabilities from 1 on, and gives log2 of that largest, less
    /// the shift, and their sum.
    /// </summary>
    private (double Largest, double Sum) Update<TSimd, TVector>(double value)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        int runs = _runs;
        ref double means = ref _means[_start];
        ref double scales = ref _scales[_start];
        ref double births = ref _births[_start];
        ref double steps = ref MemoryMarshal.GetArrayDataReference(_steps);
        ref double factors = ref MemoryMarshal.GetArrayDataReference(_factors);
        ref double joints = ref MemoryMarshal.GetArrayDataReference(_joint);
        TVector x = TSimd.Create(value);
        TVector half = TSimd.Create(0.5);
        TVector minusHalf = TSimd.Create(-0.5);
        TVector largest = TSimd.Create(double.NegativeInfinity);

        // -(a + ½) by run length.
        TVector power = TSimd.MultiplyAdd(TSimd.Indices, minusHalf, TSimd.Create(-_prior.Shape - 0.5));
        TVector powerStep = TSimd.Create(-0.5 * TSimd.Count);
        for (nuint r = 0; r < (nuint)runs; r += (nuint)TSimd.Count)
        {
            TVector mean = TSimd.Load(ref means, r);
            TVector step = TSimd.Load(ref steps, r);
            TVector apart = TSimd.Subtract(x, mean);

            // k / (2 (k + 1)) = ½ - ½ / (k + 1).
            TVector spread = TSimd.Multiply(TSimd.MultiplyAdd(step, minusHalf, half), apart);
            TVector scale = TSimd.MultiplyAdd(spread, apart, TSimd.Load(ref scales, r));
            TSimd.Store(TSimd.MultiplyAdd(apart, step, mean), ref means, r);
            TSimd.Store(scale, ref scales, r);
            TVector born = TSimd.Add(TSimd.Load(ref births, r), TSimd.Load(ref factors, r));
            TVector joint = TSimd.MultiplyAdd(power, BinaryPowers.Log2<TSimd, TVector>(scale), born);
            largest = TSimd.Max(joint, largest);
            TSimd.Store(joint, ref joints, r);
            power = TSimd.Add(power, powerStep);
        }

        double most = TSimd.Lane(largest, 0);
        for (int lane = 1; lane < TSimd.Count; lane++)
            most = Math.Max(most, TSimd.Lane(largest, lane));

        ref double probabilities = ref _probabilities[1];
        TVector top = TSimd.Create(most);
        TVector least = TSimd.Create(LeastExponent);
        TVector sum = TSimd.Create(0);
        for (nuint r = 0; r < (nuint)runs; r += (nuint)TSimd.Count)
        {
            // Lanes behind the last run come to 2^-1000.
            TVector below = TSimd.Max(TSimd.Subtract(TSimd.Load(ref joints, r), top), least);
            TVector share = BinaryPowers.Exp2<TSimd, TVector>(below);
            sum = TSimd.Add(sum, share);
            TSimd.Store(share, ref probabilities, r);
        }

        return (most, TSimd.Sum(sum));
    }

    /// <summary>Every run has become one longer: joins those at the cap and adds the one that starts with the next value.</summary>
    private void AddFreshRun()
    {
        if (_start == 0)
        {
            int start = RunLengthCap + 1;
            MoveTo(_means, start);
            MoveTo(_scales, start);
            MoveTo(_births, start);
            _start = start;

            // Kept small, so that sums with it keep their digits.
            TensorPrimitives.Add(_births.AsSpan(start, _runs), _shift, _births.AsSpan(start, _runs));
            _shift = 0;
        }

        _start--;
        _means[_start] = _prior.Mean;
        _scales[_start] = _prior.Scale;
        _births[_start] = Math.Log2(_hazard) + _freshLog - _shift;
        if (_runs <= RunLengthCap)
        {
            _runs++;
            return;
        }

        int cap = _start + RunLengthCap;
        double shorter = _probabilities[RunLengthCap];
        double longer = _probabilities[RunLengthCap + 1];
        double shape = _prior.Shape + RunLengthCap / 2.0;
        if (longer >= shorter)
        {
            // The same variance, at the shape of the cap.
            _means[cap] = _means[cap + 1];
            _scales[cap] = Math.Max(LeastScale, _scales[cap + 1] * (shape / (shape + 0.5)));
        }

        _probabilities[RunLengthCap] = shorter + longer;
        _births[cap] = Math.Log2(shorter + longer) + shape * Math.Log2(_scales[cap]) - _factors[RunLengthCap - 1] - _shift;
        _births[cap + 1] = double.NegativeInfinity;
    }

    private void MoveTo(double[] runs, int start) => runs.AsSpan(0, _runs).CopyTo(runs.AsSpan(start));

    /// <summary>Where the value stands that is known to be there. By bits, because that search is a fast one.</summary>
    private static int IndexOf(ReadOnlySpan<double> values, double value)
    {
        int index = MemoryMarshal.Cast<double, long>(values).IndexOf(BitConverter.DoubleToInt64Bits(value));

        // 0 and -0 are one value but not the same bits.
        return index >= 0 ? index : Math.Max(0, values.IndexOf(value));
    }
}
