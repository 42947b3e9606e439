using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Correlation of one series with another some samples later or earlier, for many lags at once, by Fourier transform.</summary>
/// <remarks>
/// <para>r(k) = Σ (x(t) - mean x)(y(t+k) - mean y) / √(Σ (x - mean x)² Σ (y - mean y)²), sums over the pairs there are, means and
/// squares of all samples (biased: it shrinks as (n - |k|)/n and stays within [-1, 1]). A peak at k &gt; 0 says that y follows x
/// by k samples. No unit. The error is a few units of rounding, of 1.</para>
/// <para>A constant series, fewer than two samples, a NaN or an infinity give NaN throughout, as do deviations whose squares
/// leave the range of double (beyond 1e150 or all below 1e-150).</para>
/// <para>O((n + lags) log n), 0 bytes allocated. Not safe for use by several threads at a time.</para>
/// <para>Source: Box and Jenkins, Time Series Analysis, chapter on transfer functions.</para>
/// </remarks>
public sealed class CrossCorrelation
{
    private readonly CenteredFft _fft;
    private readonly double[] _real;
    private readonly double[] _imaginary;
    private readonly double[] _secondReal;
    private readonly double[] _secondImaginary;

    /// <summary>Makes a plan.</summary>
    /// <param name="length">n, how many samples a series has, at least 1.</param>
    /// <param name="maxLag">The longest lag to both sides, 0 to n - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public CrossCorrelation(int length, int maxLag)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxLag);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(maxLag, length);
        Length = length;
        MaxLag = maxLag;
        _fft = new CenteredFft(length, maxLag);
        _real = new double[_fft.BinCount];
        _imaginary = new double[_fft.BinCount];
        _secondReal = new double[_fft.BinCount];
        _secondImaginary = new double[_fft.BinCount];
    }

    /// <summary>n, how many samples a series has.</summary>
    public int Length { get; }

    /// <summary>The longest lag to both sides.</summary>
    public int MaxLag { get; }

    /// <summary>2 maxLag + 1, how many lags there are.</summary>
    public int LagCount => 2 * MaxLag + 1;

    /// <summary>Correlates two series.</summary>
    /// <param name="first">x, <see cref="Length"/> samples, evenly spaced.</param>
    /// <param name="second">y, sampled at the same times.</param>
    /// <param name="correlation">Takes <see cref="LagCount"/> values: lag -maxLag first, lag 0 at index maxLag.</param>
    /// <exception cref="ArgumentException">A span has not the length that the plan wants.</exception>
    public void Estimate(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> correlation)
    {
        Lengths.ThrowIfDifferent(Length, first.Length, nameof(first));
        Lengths.ThrowIfDifferent(Length, second.Length, nameof(second));
        Lengths.ThrowIfDifferent(LagCount, correlation.Length, nameof(correlation));
        double squares = _fft.Forward(first, _real, _imaginary);
        double secondSquares = _fft.Forward(second, _secondReal, _secondImaginary);
        if (!(squares > 0 && secondSquares > 0 && double.IsFinite(squares) && double.IsFinite(secondSquares)))
        {
            correlation.Fill(double.NaN);
            return;
        }

        // The conjugate of the first spectrum times the second.
        TensorPrimitives.Negate<double>(_imaginary, _imaginary);
        ComplexProduct.Of(_real, _imaginary, _secondReal, _secondImaginary, _real, _imaginary);
        ReadOnlySpan<double> sums = _fft.Inverse(_real, _imaginary);
        double scale = 1 / (Math.Sqrt(squares) * Math.Sqrt(secondSquares));
        TensorPrimitives.Multiply(sums[..(MaxLag + 1)], scale, correlation[MaxLag..]);
        TensorPrimitives.Multiply(sums[^MaxLag..], scale, correlation[..MaxLag]);
    }
}
