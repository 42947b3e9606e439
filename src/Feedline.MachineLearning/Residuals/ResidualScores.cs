using System.Numerics.Tensors;
using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>Scores of the values of a batch: how much more salient each is than those before it, once the spectrum is flattened.</summary>
/// <remarks>
/// With F the transform of the values and five more like the last: r(k) = exp(ln|F(k)| - mean of ln|F| over k-2 to k), m = |F⁻¹(r F/|F|)|, a = mean of the
/// last 40 m, score = |m - a|/(10 a), at most 1. Not <see cref="SpectralResidual"/>: bins are smoothed on one side, the mean stays in,
/// and values near the mean have no score, as in the detector of ML.NET that its users know.
/// </remarks>
internal sealed class ResidualScores
{
    private const int Appended = 5;
    private const int Before = 40;
    private const int Unsettled = 12;
    private const int Settled = 10;
    private const double Tiny = 1e-8;

    /// <summary>Nearer to the mean than so many standard deviations nothing is an anomaly.</summary>
    private const double Near = 1.5;

    private readonly int _length;
    private readonly RealFft _fft;
    private readonly double[] _padded;
    private readonly double[] _odd;
    private readonly double[] _real;
    private readonly double[] _imaginary;
    private readonly double[] _oddReal;
    private readonly double[] _oddImaginary;
    private readonly double[] _logs;
    private readonly double[] _gains;

    public ResidualScores(int length)
    {
        _length = length;
        int padded = length + Appended;
        _fft = new RealFft(padded);
        _padded = new double[padded];
        _odd = new double[padded];
        _real = new double[_fft.BinCount];
        _imaginary = new double[_fft.BinCount];
        _oddReal = new double[_fft.BinCount];
        _oddImaginary = new double[_fft.BinCount];
        _logs = new double[padded];
        _gains = new double[padded];
    }

    /// <param name="values">As many values as a batch has, all finite.</param>
    /// <param name="scores">Takes the scores, 0 to 1.</param>
    /// <param name="saliency">Takes m.</param>
    public void Compute(ReadOnlySpan<double> values, Span<double> scores, Span<double> saliency)
    {
        values.CopyTo(_padded);
        _padded.AsSpan(_length).Fill(Predicted(values));
        _fft.Forward(_padded, _real, _imaginary);
        Flatten();
        _fft.Inverse(_real, _imaginary, _padded);
        _fft.Inverse(_oddReal, _oddImaginary, _odd);
        TensorPrimitives.Hypot<double>(_padded, _odd, _padded);
        _padded.AsSpan(0, _length).CopyTo(saliency);

        double mean = TensorPrimitives.Sum(values) / _length;
        double deviation = TensorPrimitives.StdDev(values);
        double sum = 0;
        for (int i = 0; i < _length; i++)
        {
            sum += saliency[i] - (i >= Before ? saliency[i - Before] : 0);
            scores[i] = sum / Math.Min(i + 1, Before);
        }

        scores[..Unsettled].Fill(scores[Settled]);
        for (int i = 0; i < _length; i++)
        {
            double average = Math.Max(scores[i], Tiny);
            scores[i] = deviation < Tiny || Math.Abs(values[i] - mean) / deviation < Near
                ? 0
                : Math.Min(Math.Abs(saliency[i] - average) / average / 10, 1);
        }
    }

    private static double Predicted(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<double> last = values[^7..^1];
        double predicted = last[1];
        for (int i = 0; i < 5; i++)
            predicted += (last[5] - last[i]) / (5 - i);

        return predicted;
    }

    /// <summary>
    /// Gains of bins k and n - k differ, as smoothing is on one side, so the result is not real: its real part comes of the even part of
    /// the gains, its imaginary part of the odd one.
    /// </summary>
    private void Flatten()
    {
        int n = _gains.Length;
        for (int k = 0; k < n; k++)
        {
            double amplitude = AmplitudeOf(k);
            _logs[k] = amplitude > Tiny ? Math.Log(amplitude) : 0;
        }

        for (int k = 0; k < n; k++)
        {
            double amplitude = AmplitudeOf(k);
            int first = Math.Max(0, k - 2);
            double mean = 0;
            for (int j = first; j <= k; j++)
                mean += _logs[j] / (k + 1 - first);

            _gains[k] = amplitude > Tiny ? Math.Exp(_logs[k] - mean) / amplitude : 0;
        }

        for (int k = 0; k < _real.Length; k++)
        {
            double here = _gains[k], mirrored = _gains[k == 0 ? 0 : n - k];
            double even = (here + mirrored) / 2, odd = (here - mirrored) / 2;
            _oddReal[k] = odd * _imaginary[k];
            _oddImaginary[k] = -odd * _real[k];
            _real[k] *= even;
            _imaginary[k] *= even;
        }
    }

    private double AmplitudeOf(int k)
    {
        int bin = k < _real.Length ? k : _gains.Length - k;
        return double.Hypot(_real[bin], _imaginary[bin]);
    }
}
