using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Correlation of a series with itself some samples later, for many lags at once, by Fourier transform.</summary>
/// <remarks>
/// <para>Biased: r(k) = Σ (x(t) - m)(x(t+k) - m) / Σ (x(t) - m)², sums over the samples there are, m the mean of all; it
/// shrinks as (n - k)/n, is within [-1, 1] and has no negative power. Unbiased: r(k) n/(n - k), noisy at long lags and
/// not bounded by 1. No unit; lags count samples. The error is a few units of rounding, of 1.</para>
/// <para>Constant samples, fewer than two, a NaN or an infinity give NaN throughout, as do deviations whose squares leave the
/// range of double (beyond 1e150 or all below 1e-150).</para>
/// <para>O((n + lags) log n), 0 bytes allocated. Not safe for use by several threads at a time.</para>
/// <para>Source: Box and Jenkins, Time Series Analysis; Wiener-Khinchin.</para>
/// </remarks>
public sealed class Autocorrelation
{
    private readonly CenteredFft _fft;
    private readonly double[] _real;
    private readonly double[] _imaginary;

    /// <summary>Makes a plan.</summary>
    /// <param name="length">n, how many samples a series has, at least 1.</param>
    /// <param name="maxLag">The longest lag, 0 to n - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public Autocorrelation(int length, int maxLag)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxLag);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(maxLag, length);
        Length = length;
        MaxLag = maxLag;
        _fft = new CenteredFft(length, maxLag);
        _real = new double[_fft.BinCount];
        _imaginary = new double[_fft.BinCount];
    }

    /// <summary>n, how many samples a series has.</summary>
    public int Length { get; }

    /// <summary>The longest lag.</summary>
    public int MaxLag { get; }

    /// <summary>Power at the frequencies of the last transform, in the padded grid.</summary>
    internal ReadOnlySpan<double> Power => _real;

    /// <summary>Biased autocorrelation.</summary>
    /// <param name="samples"><see cref="Length"/> samples, evenly spaced.</param>
    /// <param name="correlation">Takes the values of lags 0 to <see cref="MaxLag"/>; lag 0 gives 1.</param>
    /// <exception cref="ArgumentException">A span has not the length that the plan wants.</exception>
    public void Biased(ReadOnlySpan<double> samples, Span<double> correlation)
    {
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        Lengths.ThrowIfDifferent(MaxLag + 1, correlation.Length, nameof(correlation));
        double squares = _fft.Forward(samples, _real, _imaginary);
        TensorPrimitives.Multiply<double>(_real, _real, _real);
        TensorPrimitives.MultiplyAdd<double>(_imaginary, _imaginary, _real, _real);
        if (!(squares > 0 && double.IsFinite(squares)))
        {
            correlation.Fill(double.NaN);
            return;
        }

        _imaginary.AsSpan().Clear();
        ReadOnlySpan<double> sums = _fft.Inverse(_real, _imaginary);
        TensorPrimitives.Divide(sums[..correlation.Length], sums[0], correlation);
    }

    /// <summary>Unbiased autocorrelation.</summary>
    /// <inheritdoc cref="Biased"/>
    public void Unbiased(ReadOnlySpan<double> samples, Span<double> correlation)
    {
        Biased(samples, correlation);
        for (int k = 1; k < correlation.Length; k++)
            correlation[k] *= (double)Length / (Length - k);
    }
}
