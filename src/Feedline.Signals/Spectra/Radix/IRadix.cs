namespace Feedline.Signals;

/// <summary>A short Fourier transform of a few vectors of complex numbers, the building block of a long one.</summary>
internal interface IRadix
{
    static abstract int Size { get; }

    /// <summary>Transforms the vectors at from, from + stride, ...; writes them, twiddled, to to, to + stride, ...</summary>
    static abstract void Apply<TSimd, TVector, TTwiddle>(in Strided source, in Strided target, in Twiddles twiddles)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
        where TTwiddle : ITwiddle;
}
