using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Transform of length 2: sum and difference.</summary>
internal readonly struct Radix2 : IRadix
{
    public static int Size => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TSimd, TVector, TTwiddle>(in Strided source, in Strided target, in Twiddles twiddles)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
        where TTwiddle : ITwiddle
    {
        TVector r0 = source.Re<TSimd, TVector>(0), i0 = source.Im<TSimd, TVector>(0);
        TVector r1 = source.Re<TSimd, TVector>(1), i1 = source.Im<TSimd, TVector>(1);
        target.Put<TSimd, TVector, TTwiddle>(0, TSimd.Add(r0, r1), TSimd.Add(i0, i1), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(1, TSimd.Subtract(r0, r1), TSimd.Subtract(i0, i1), twiddles);
    }
}
