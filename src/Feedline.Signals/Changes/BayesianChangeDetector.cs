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
/// <para>π needs no density evaluated: with b the scale of a run before and after the value, π(r) = C(r) b^a / b'^(a + ½), so all but one
/// logarithm and one exponential for each run length cancels between one value and the next.</para>
/// <para>NaN means missing and is passed over; values beyond ±1e150, and infinities, count as ±1e150. A constant gives one
/// ever longer run. O(cap) per value, nothing is allocated after construction. Source: Adams and MacKay, "Bayesian online
/// changepoint detection" (2007), with <see cref="NormalGammaPrior"/>.</para>
/// </remarks>
public sealed class BayesianChangeDetector
{
    // Squares and their sums stay finite.
    private const double Largest = 1e150;

    // Exponentials below the normal numbers are twenty times slower; nothing that small tells.
    private const double LeastExponent = -690;

    // Room behind the longest run for whole vectors.
    private const int Padding = 16;

    private readonly NormalGammaPrior _prior;
    private readonly double _hazard;
    private readonly double _freshLogWeight;

    // By run length r: 1 / (k + 1), k / (2 (k + 1)), a + ½, and ln C(r), the factor of π(r) that no value enters.
    private readonly double[] _steps;
    private readonly double[] _spreads;
    private readonly double[] _shapes;
    private readonly double[] _logFactors;

    // By run: its level, scale b, and ln P + a ln b, which a value only shifts. A run keeps its place while it grows, because
    // the start of the runs moves down by one with each value instead.
    private readonly double[] _means;
    private readonly double[] _scales;
    private readonly double[] _logWeights;
    private readonly double[] _probabilities;
    private readonly double[] _scratch;
    private int _start;
    private int _runs;

    // What all log weights still lack: ln(1 - H) less the log evidence of the latest value.
    private double _pending;

    /// <summary>Makes a detector at the start of a run.</summary>
    /// <param name="prior">What is believed of a run before its first value; decides how far off a value must be.</param>
    /// <param name="expectedRunLength">How many values lie between changes on average, above 1; 250 by default.</param>
    /// <param name="runLengthCap">The longest run told apart, at least 1; 512 by default. Takes about 120 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not in its range.</exception>
    public BayesianChangeDetector(NormalGammaPrior prior, double expectedRunLength = 250, int runLengthCap = 512)
    {
        if (!(Math.Abs(prior.Mean) <= Largest))
            throw new ArgumentOutOfRangeException(nameof(prior), prior.Mean, "The mean lies within ±1e150.");
        Positive.ThrowIfNot(prior.Weight, nameof(prior));
        Positive.ThrowIfNot(prior.Shape, nameof(prior));
        Positive.ThrowIfNot(prior.Scale, nameof(prior));
        if (!(expectedRunLength > 1 && double.IsFinite(expectedRunLength)))
            throw new ArgumentOutOfRangeException(nameof(expectedRunLength), expectedRunLength, "The run length is finite and above 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(runLengthCap, 1);

        _prior = prior;
        _hazard = 1 / expectedRunLength;
        RunLengthCap = runLengthCap;
        _freshLogWeight = prior.Shape * Math.Log(prior.Scale);

        int lengths = runLengthCap + 1;
        _steps = new double[lengths + Padding];
        _spreads = new double[lengths + Padding];
        _shapes = new double[lengths + Padding];
        _logFactors = new double[lengths + Padding];
        double ratio = GammaRatio.Of(prior.Shape);
        for (int r = 0; r < lengths; r++)
        {
            double weight = prior.Weight + r;
            double shape = prior.Shape + r / 2.0;
            _steps[r] = 1 / (weight + 1);
            _spreads[r] = weight / (2 * (weight + 1));
            _shapes[r] = shape + 0.5;
            _logFactors[r] = Math.Log(ratio) + 0.5 * Math.Log(weight / (weight + 1) / (2 * Math.PI));

            // Γ(a + 1) / Γ(a + ½) follows from Γ(a + ½) / Γ(a).
            ratio = shape / ratio;
        }

        _means = new double[2 * lengths + 1 + Padding];
        _scales = new double[_means.Length];
        _logWeights = new double[_means.Length];
        _probabilities = new double[lengths + 1];
        _scratch = new double[lengths + Padding];
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
        double largest = Vector512.IsHardwareAccelerated ? Update<Simd512<double>, Vector512<double>>(value)
            : Vector256.IsHardwareAccelerated ? Update<Simd256<double>, Vector256<double>>(value)
            : Update<Simd128<double>, Vector128<double>>(value);

        Span<double> joint = _scratch.AsSpan(0, _runs);
        int likeliest = IndexOf(joint, largest);
        TensorPrimitives.Subtract(joint, largest, joint);
        TensorPrimitives.Max(joint, LeastExponent, joint);
        TensorPrimitives.Exp(joint, joint);
        double sum = TensorPrimitives.Sum<double>(joint);
        LogLikelihood = largest + Math.Log(sum);
        _pending = Math.Log(1 - _hazard) - LogLikelihood;

        double growth = (1 - _hazard) / sum;
        TensorPrimitives.Multiply(joint, growth, _probabilities.AsSpan(1));
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
        Array.Fill(_logWeights, 0);
        _start = RunLengthCap + 1;
        _runs = 1;
        _means[_start] = _prior.Mean;
        _scales[_start] = _prior.Scale;
        _logWeights[_start] = _freshLogWeight;
        _probabilities[0] = 1;
        _pending = 0;
        RunLength = 0;
        LogLikelihood = double.NaN;
    }

    /// <summary>Brings the runs up to the value, leaves ln P(r) π(r) in the scratch, and gives the largest of them.</summary>
    private double Update<TSimd, TVector>(double value)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        int runs = _runs;
        ref double means = ref _means[_start];
        ref double scales = ref _scales[_start];
        ref double logWeights = ref _logWeights[_start];
        ref double steps = ref MemoryMarshal.GetArrayDataReference(_steps);
        ref double spreads = ref MemoryMarshal.GetArrayDataReference(_spreads);
        ref double shapes = ref MemoryMarshal.GetArrayDataReference(_shapes);
        ref double logFactors = ref MemoryMarshal.GetArrayDataReference(_logFactors);
        ref double scratch = ref MemoryMarshal.GetArrayDataReference(_scratch);
        TVector pending = TSimd.Create(_pending);
        TVector x = TSimd.Create(value);
        for (int r = 0; r < runs; r += TSimd.Count)
        {
            TVector mean = TSimd.Load(ref means, (nuint)r);
            TVector apart = TSimd.Subtract(x, mean);
            TVector spread = TSimd.Multiply(TSimd.Load(ref spreads, (nuint)r), apart);
            TVector scale = TSimd.MultiplyAdd(spread, apart, TSimd.Load(ref scales, (nuint)r));
            TSimd.Store(TSimd.MultiplyAdd(apart, TSimd.Load(ref steps, (nuint)r), mean), ref means, (nuint)r);
            TSimd.Store(scale, ref scales, (nuint)r);
        }

        TensorPrimitives.Log(_scales.AsSpan(_start, runs), _scratch);

        TVector zero = TSimd.Create(0);
        TVector least = TSimd.Create(double.NegativeInfinity);
        TVector largest = least;
        for (int r = 0; r < runs; r += TSimd.Count)
        {
            TVector factor = TSimd.Add(TSimd.Load(ref logFactors, (nuint)r), pending);
            TVector weight = TSimd.Add(TSimd.Load(ref logWeights, (nuint)r), factor);
            TSimd.Store(weight, ref logWeights, (nuint)r);
            TVector minusShape = TSimd.Subtract(zero, TSimd.Load(ref shapes, (nuint)r));
            TVector joint = TSimd.MultiplyAdd(minusShape, TSimd.Load(ref scratch, (nuint)r), weight);

            // Lanes behind the last run hold leftovers.
            TVector behind = TSimd.Add(TSimd.Indices, TSimd.Create(r));
            joint = TSimd.WhereLess(behind, TSimd.Create(runs), joint, least);
            largest = TSimd.Max(largest, joint);
            TSimd.Store(joint, ref scratch, (nuint)r);
        }

        double max = TSimd.Lane(largest, 0);
        for (int lane = 1; lane < TSimd.Count; lane++)
            max = Math.Max(max, TSimd.Lane(largest, lane));
        return max;
    }

    /// <summary>Every run has become one longer: joins those at the cap and adds the one that starts with the next value.</summary>
    private void AddFreshRun()
    {
        if (_start == 0)
        {
            int start = RunLengthCap + 1;
            MoveTo(_means, start);
            MoveTo(_scales, start);
            MoveTo(_logWeights, start);
            _start = start;
        }

        _start--;
        _means[_start] = _prior.Mean;
        _scales[_start] = _prior.Scale;
        _logWeights[_start] = Math.Log(_hazard) + _freshLogWeight - _pending;
        if (_runs <= RunLengthCap)
        {
            _runs++;
            return;
        }

        int cap = _start + RunLengthCap;
        double shorter = _probabilities[RunLengthCap];
        double longer = _probabilities[RunLengthCap + 1];
        double shape = _shapes[RunLengthCap] - 0.5;
        if (longer >= shorter)
        {
            // The same variance, at the shape of the cap.
            _means[cap] = _means[cap + 1];
            _scales[cap] = _scales[cap + 1] * (shape / (shape + 0.5));
        }

        _probabilities[RunLengthCap] = shorter + longer;
        _logWeights[cap] = Math.Log(shorter + longer) + shape * Math.Log(_scales[cap]) - _pending;
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
