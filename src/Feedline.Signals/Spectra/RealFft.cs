namespace Feedline.Signals;

/// <summary>
/// Fourier transform of real samples of one length, any length, and its inverse. Tables and work space are made once, with
/// the plan; a transform allocates nothing.
/// </summary>
/// <remarks>
/// <para>X(k) = Σ x(j) exp(-2πi jk/n) for k = 0 to n/2, real and imaginary parts in spans of their own. With samples
/// every Δ seconds, bin k is the frequency k/(nΔ) in hertz. X has the unit of the samples.</para>
/// <para>O(n log n) for every n. Fastest where n is a power of two, close to it where n/2 (n itself when odd) has no prime
/// factor above 7; two to three times as slow where it has a single one, p, and p - 1 has none; other lengths go through a
/// convolution about three times as long. <see cref="FastLength"/> gives a length to pad to. The error is a few units of rounding times √(log n) of the root mean square of the result.</para>
/// <para>A NaN or an infinity anywhere makes the bins NaN or infinite, in general all of them; constant samples give bin 0 and
/// zeros up to rounding.</para>
/// <para>Not safe for use by several threads at a time: the plan owns its work space. Give each thread a plan.</para>
/// <para>Sources: Swarztrauber (1984) for the passes, Cooley, Lewis and Welch (1970) for real samples, Good (1958) and Rader (1968)
/// for single primes, Bluestein (1970) for the rest.</para>
/// </remarks>
public sealed class RealFft
{
    private readonly RealPlan _plan;
    private double[] _samples = [];
    private double[] _real = [];
    private double[] _imaginary = [];

    /// <summary>Makes a plan.</summary>
    /// <param name="length">How many samples a transform takes, at least 1. The plan holds about 5 times as many doubles, at
    /// lengths with large prime factors up to 20 times.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 1 or above 2^27.</exception>
    public RealFft(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 1 << 27);
        Length = length;
        _plan = RealPlan.Of(length);
    }

    /// <summary>n, how many samples a transform takes.</summary>
    public int Length { get; }

    /// <summary>n/2 + 1, how many bins a transform gives.</summary>
    public int BinCount => Length / 2 + 1;

    /// <summary>The shortest length, at least as long as asked for, that transforms fast. Pad with zeros up to it.</summary>
    /// <param name="atLeast">At least 1, at most 2^27.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atLeast"/> is out of range.</exception>
    public static int FastLength(int atLeast)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atLeast, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(atLeast, 1 << 27);
        return FftLengths.Fast(atLeast);
    }

    /// <summary>Transforms samples into bins.</summary>
    /// <param name="samples"><see cref="Length"/> samples.</param>
    /// <param name="real">Takes the real parts, <see cref="BinCount"/> of them.</param>
    /// <param name="imaginary">Takes the imaginary parts; bin 0, and bin n/2 of an even n, get 0.</param>
    /// <exception cref="ArgumentException">A span has not the length that the plan wants.</exception>
    public void Forward(ReadOnlySpan<double> samples, Span<double> real, Span<double> imaginary)
    {
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        Lengths.ThrowIfDifferent(BinCount, real.Length, nameof(real));
        Lengths.ThrowIfDifferent(BinCount, imaginary.Length, nameof(imaginary));
        _plan.Forward(samples, real, imaginary);
    }

    /// <inheritdoc cref="Forward(ReadOnlySpan{double}, Span{double}, Span{double})"/>
    /// <remarks>Done in doubles, the results rounded; the first call makes the room for that, 16 bytes a sample.</remarks>
    public void Forward(ReadOnlySpan<float> samples, Span<float> real, Span<float> imaginary)
    {
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        Lengths.ThrowIfDifferent(BinCount, real.Length, nameof(real));
        Lengths.ThrowIfDifferent(BinCount, imaginary.Length, nameof(imaginary));
        MakeRoom();
        Widening.Widen(samples, _samples);
        Forward(_samples, _real, _imaginary);
        Widening.Narrow(_real, real);
        Widening.Narrow(_imaginary, imaginary);
    }

    /// <summary>Transforms bins back into samples: x(j) = (1/n) Σ X(k) exp(2πi jk/n), X(n - k) = conj X(k).</summary>
    /// <param name="real">Real parts of the bins, <see cref="BinCount"/> of them.</param>
    /// <param name="imaginary">Imaginary parts; those of bin 0, and of bin n/2 of an even n, are taken as 0.</param>
    /// <param name="samples">Takes <see cref="Length"/> samples.</param>
    /// <exception cref="ArgumentException">A span has not the length that the plan wants.</exception>
    public void Inverse(ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary, Span<double> samples)
    {
        Lengths.ThrowIfDifferent(BinCount, real.Length, nameof(real));
        Lengths.ThrowIfDifferent(BinCount, imaginary.Length, nameof(imaginary));
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        _plan.Inverse(real, imaginary, samples);
    }

    /// <inheritdoc cref="Inverse(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    /// <remarks>Done in doubles, the results rounded; the first call makes the room for that, 16 bytes a sample.</remarks>
    public void Inverse(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, Span<float> samples)
    {
        Lengths.ThrowIfDifferent(BinCount, real.Length, nameof(real));
        Lengths.ThrowIfDifferent(BinCount, imaginary.Length, nameof(imaginary));
        Lengths.ThrowIfDifferent(Length, samples.Length, nameof(samples));
        MakeRoom();
        Widening.Widen(real, _real);
        Widening.Widen(imaginary, _imaginary);
        Inverse(_real, _imaginary, _samples);
        Widening.Narrow(_samples, samples);
    }

    private void MakeRoom()
    {
        if (_samples.Length == 0)
            (_samples, _real, _imaginary) = (new double[Length], new double[BinCount], new double[BinCount]);
    }
}
