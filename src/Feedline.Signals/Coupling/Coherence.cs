namespace Feedline.Signals;

/// <summary>
/// Magnitude-squared coherence of two series: how much of one is a linear response to the other, frequency by frequency.
/// </summary>
/// <remarks>
/// <para>C(k) = |Σ conj X(k) Y(k)|² / (Σ |X(k)|² Σ |Y(k)|²), sums over half-overlapping Hann segments of n samples with their
/// means taken off, k = 0 to n/2; within [0, 1], no unit. Bin k is the frequency k/n per sample. Independent series give
/// about 1 over the number of segments, and a single segment gives 1 whatever the series: use eight or more.</para>
/// <para>A bin without power in either series gives NaN, so a constant gives NaN throughout, as do a NaN or an infinity.</para>
/// <para>O(N log n) for N samples, 0 bytes allocated. Not safe for use by several threads at a time.</para>
/// <para>Source: Carter, Knapp and Nuttall (1973), Estimation of the magnitude-squared coherence function.</para>
/// </remarks>
public sealed class Coherence
{
    private readonly WindowedFft _fft;
    private readonly double[] _xReal;
    private readonly double[] _xImaginary;
    private readonly double[] _yReal;
    private readonly double[] _yImaginary;
    private readonly double[] _crossReal;
    private readonly double[] _crossImaginary;
    private readonly double[] _xPower;
    private readonly double[] _yPower;

    /// <summary>Makes a plan.</summary>
    /// <param name="segmentLength">n, samples of a segment, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="segmentLength"/> is less than 2.</exception>
    public Coherence(int segmentLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentLength, 2);
        _fft = new WindowedFft(segmentLength, SpectralWindow.Hann);
        _xReal = new double[BinCount];
        _xImaginary = new double[BinCount];
        _yReal = new double[BinCount];
        _yImaginary = new double[BinCount];
        _crossReal = new double[BinCount];
        _crossImaginary = new double[BinCount];
        _xPower = new double[BinCount];
        _yPower = new double[BinCount];
    }

    /// <summary>n, samples of a segment.</summary>
    public int SegmentLength => _fft.SegmentLength;

    /// <summary>n/2 + 1, how many bins there are.</summary>
    public int BinCount => _fft.BinCount;

    /// <summary>Estimates the coherence of two series.</summary>
    /// <param name="first">At least one segment of samples, evenly spaced; what is left after the last whole one is not used.</param>
    /// <param name="second">Samples at the same times.</param>
    /// <param name="coherence">Takes <see cref="BinCount"/> values.</param>
    /// <exception cref="ArgumentException">Fewer samples than a segment, series of different lengths, or a result span of another length.</exception>
    public void Estimate(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> coherence)
    {
        Lengths.ThrowIfShort(first.Length, SegmentLength, nameof(first));
        Lengths.ThrowIfDifferent(first.Length, second.Length, nameof(second));
        Lengths.ThrowIfDifferent(BinCount, coherence.Length, nameof(coherence));
        Array.Clear(_crossReal);
        Array.Clear(_crossImaginary);
        Array.Clear(_xPower);
        Array.Clear(_yPower);
        int segments = _fft.CountSegments(first.Length);
        for (int s = 0; s < segments; s++)
        {
            _fft.Transform(first, s, _xReal, _xImaginary);
            _fft.Transform(second, s, _yReal, _yImaginary);
            for (int k = 0; k < _crossReal.Length; k++)
            {
                _crossReal[k] += _xReal[k] * _yReal[k] + _xImaginary[k] * _yImaginary[k];
                _crossImaginary[k] += _xReal[k] * _yImaginary[k] - _xImaginary[k] * _yReal[k];
                _xPower[k] += _xReal[k] * _xReal[k] + _xImaginary[k] * _xImaginary[k];
                _yPower[k] += _yReal[k] * _yReal[k] + _yImaginary[k] * _yImaginary[k];
            }
        }

        for (int k = 0; k < coherence.Length; k++)
        {
            double cross = _crossReal[k] * _crossReal[k] + _crossImaginary[k] * _crossImaginary[k];
            coherence[k] = Math.Min(1, cross / _xPower[k] / _yPower[k]);
        }
    }
}
