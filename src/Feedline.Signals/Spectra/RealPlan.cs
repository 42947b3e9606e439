namespace Feedline.Signals;

/// <summary>How real samples of one length are transformed into the lower half of their bins, and back.</summary>
internal abstract class RealPlan
{
    public abstract void Forward(ReadOnlySpan<double> samples, Span<double> real, Span<double> imaginary);

    public abstract void Inverse(ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary, Span<double> samples);

    /// <summary>The fastest way there is for a length.</summary>
    public static RealPlan Of(int length)
    {
        // Pairs of samples need all bins of the shorter transform, single samples only the lower half.
        bool isEven = length % 2 == 0;
        int count = isEven ? length / 2 : length;
        int prime = FftLengths.ConvolvedPrime(count);
        if (prime != 0 && !isEven)
            return new RealPrimeFactorFft(count / prime, prime);

        ComplexFft fft = count <= DirectDft.Longest ? new DirectDft(count)
            : FftLengths.IsSmooth(count) ? new MixedRadixFft(count)
            : prime != 0 ? new PrimeFactorFft(count / prime, prime)
            : new ChirpFft(count, isEven ? count : count / 2 + 1);
        return isEven ? new EvenRealFft(count, fft) : new ZeroImaginaryFft(length, fft);
    }
}
