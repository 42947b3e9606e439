using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>
/// Saliency of the samples of a series: what stands out once the spectrum is flattened, without a model of what is normal. Owns its
/// work space; not thread-safe.
/// </summary>
/// <remarks>
/// <para>With F the Fourier transform of the samples less their mean: saliency = |F⁻¹(exp(ln|F| - smooth(ln|F|)) F / |F|)|, smooth the mean over the bins
/// around, bin 0 left out. Score = saliency / mean saliency of the samples before - 1: above 3 stands out in the paper. The first
/// ones are compared with the mean of the first ones; no score is below -1.</para>
/// <para>So that the newest sample is no edge, five copies of a sample predicted from the six before the newest are appended:
/// x(n-6) + Σ (x(n-2) - x(n-7+i)) / (5-i), i = 0 to 4. The mean is taken off and bins are smoothed on both sides, which the paper
/// leaves open: neither level nor unit of the samples matters.</para>
/// <para>For a stream use <see cref="Latest"/> on its last samples each time one comes: that score never changes by later ones. In
/// <see cref="Scores(ReadOnlySpan{double}, Span{double})"/> each sample is scored in the light of later ones too.</para>
/// <para>Constant samples give 0 for all. A NaN, an infinity or a value beyond ±1e150 gives NaN for all. O(n log n), fastest where n + 5 is
/// a <see cref="RealFft.FastLength"/>; 0 bytes allocated. Sources: Ren et al., "Time-series anomaly detection service at Microsoft", KDD (2019); Hou and
/// Zhang, "Saliency detection: a spectral residual approach", CVPR (2007).</para>
/// </remarks>
public sealed class SpectralResidual
{
    private const double Largest = 1e150;
    private const int Shortest = 12;
    private const int Appended = 5;

    // Bins this far below the strongest hold rounding, whose phase says nothing.
    private const double Negligible = 1e-13;

    private readonly RealFft _fft;
    private readonly double[] _samples;
    private readonly double[] _real;
    private readonly double[] _imaginary;
    private readonly double[] _logs;
    private readonly double[] _saliency;
    private readonly int _reach;
    private readonly int _before;

    /// <summary>Makes a plan.</summary>
    /// <param name="length">n, how many samples a series has, at least 12; hundreds to thousands are usual.</param>
    /// <param name="smoothedBins">How many bins, the one itself in the middle, a bin is smoothed over: odd, at least 3; 3 by default.</param>
    /// <param name="comparedSamples">How many samples before one its saliency is compared with, 1 to n; 21 by default, fewer if n is less.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public SpectralResidual(int length, int smoothedBins = 3, int comparedSamples = 21)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, Shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 1 << 26);
        ArgumentOutOfRangeException.ThrowIfLessThan(comparedSamples, 1);
        if (smoothedBins < 3 || smoothedBins % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(smoothedBins), smoothedBins, "The bins smoothed over are an odd number from 3 up.");
        Length = length;
        _reach = smoothedBins / 2;
        _before = Math.Min(comparedSamples, length);
        _fft = new RealFft(length + Appended);
        _samples = new double[length + Appended];
        _real = new double[_fft.BinCount];
        _imaginary = new double[_fft.BinCount];
        _logs = new double[_fft.BinCount];
        _saliency = new double[length];
    }

    /// <summary>n, how many samples a series has.</summary>
    public int Length { get; }

    /// <summary>The saliency of every sample, at least 0, of no unit.</summary>
    /// <param name="samples"><see cref="Length"/> samples, evenly spaced, oldest first.</param>
    /// <param name="saliency">Takes as many values; may be the same span.</param>
    /// <exception cref="ArgumentException">A span has not the length that the plan wants.</exception>
    public void Saliency(ReadOnlySpan<double> samples, Span<double> saliency)
    {
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        Lengths.ThrowIfDifferent(Length, saliency.Length, nameof(saliency));
        samples.CopyTo(_samples);
        Transform();
        _samples.AsSpan(0, Length).CopyTo(saliency);
    }

    /// <summary>The score of every sample: by which share its saliency is above that of the samples before, from -1.</summary>
    /// <param name="samples"><see cref="Length"/> samples, evenly spaced, oldest first.</param>
    /// <param name="scores">Takes as many values; may be the same span.</param>
    /// <exception cref="ArgumentException">A span has not the length that the plan wants.</exception>
    public void Scores(ReadOnlySpan<double> samples, Span<double> scores)
    {
        Lengths.ThrowIfDifferent(Length, scores.Length, nameof(scores));
        Saliency(samples, _saliency);
        for (int i = 0; i < Length; i++)
            scores[i] = Score(i);
    }

    /// <inheritdoc cref="Scores(ReadOnlySpan{double}, Span{double})"/>
    /// <remarks>Worked out in double precision.</remarks>
    public void Scores(ReadOnlySpan<float> samples, Span<float> scores)
    {
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        Lengths.ThrowIfDifferent(Length, scores.Length, nameof(scores));
        for (int i = 0; i < Length; i++)
            _saliency[i] = samples[i];
        Saliency(_saliency, _saliency);
        for (int i = 0; i < Length; i++)
            scores[i] = (float)Score(i);
    }

    /// <summary>The score of the newest sample.</summary>
    /// <param name="samples">The last <see cref="Length"/> samples, evenly spaced, oldest first.</param>
    /// <returns>By which share its saliency is above that of the samples before, from -1.</returns>
    /// <exception cref="ArgumentException">There are not <see cref="Length"/> samples.</exception>
    public double Latest(ReadOnlySpan<double> samples)
    {
        Saliency(samples, _saliency);
        return Score(Length - 1);
    }

    private double Score(int i)
    {
        double before = TensorPrimitives.Sum<double>(_saliency.AsSpan(Math.Max(0, i - _before), _before)) / _before;
        return double.IsNaN(before) ? double.NaN : before > 0 ? _saliency[i] / before - 1 : 0;
    }

    /// <summary>Puts the saliency in place of the samples.</summary>
    private void Transform()
    {
        Span<double> samples = _samples.AsSpan(0, Length);
        if (!(Math.Abs(TensorPrimitives.MaxMagnitude<double>(samples)) <= Largest))
        {
            samples.Fill(double.NaN);
            return;
        }

        TensorPrimitives.Subtract(samples, TensorPrimitives.Sum<double>(samples) / Length, samples);
        double most = Math.Abs(TensorPrimitives.MaxMagnitude<double>(samples));
        bool isConstant = samples.IndexOfAnyExcept(samples[0]) < 0;
        if (isConstant || most == 0)
        {
            samples.Clear();
            return;
        }

        // Powers stay finite whatever the unit.
        TensorPrimitives.Divide(samples, most, samples);
        _samples.AsSpan(Length).Fill(Predicted(samples));
        _fft.Forward(_samples, _real, _imaginary);
        Flatten();
        _fft.Inverse(_real, _imaginary, _samples);
        TensorPrimitives.Abs(_samples, _samples);
    }

    private static double Predicted(ReadOnlySpan<double> samples)
    {
        ReadOnlySpan<double> last = samples[^7..^1];
        double predicted = last[1];
        for (int i = 0; i < 5; i++)
            predicted += (last[5] - last[i]) / (5 - i);
        return predicted;
    }

    /// <summary>Gives every bin the amplitude it has over that of the bins around it.</summary>
    private void Flatten()
    {
        // Amplitudes for now.
        Span<double> amplitudes = _logs.AsSpan(0, _real.Length);
        TensorPrimitives.Hypot(_real, _imaginary, amplitudes);
        amplitudes[0] = 0;
        double least = Negligible * TensorPrimitives.Max<double>(amplitudes);
        for (int k = 0; k < amplitudes.Length; k++)
        {
            double inverse = amplitudes[k] > least ? 1 / amplitudes[k] : 0;
            _real[k] *= inverse;
            _imaginary[k] *= inverse;
            amplitudes[k] = Math.Log(Math.Max(amplitudes[k], least));
        }

        // A sum that moves along, over the bins that there are.
        int first = 1, end = 1;
        double sum = 0;
        for (int k = 1; k < amplitudes.Length; k++)
        {
            while (end < amplitudes.Length && end <= k + _reach)
                sum += amplitudes[end++];
            while (first < k - _reach)
                sum -= amplitudes[first++];
            double residual = Math.Exp(amplitudes[k] - sum / (end - first));
            _real[k] *= residual;
            _imaginary[k] *= residual;
        }
    }
}
