using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Transform of length 3.</summary>
internal readonly struct Radix3 : IRadix
{
    public static int Size => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TSimd, TVector, TTwiddle>(in Strided source, in Strided target, in Twiddles twiddles)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
        where TTwiddle : ITwiddle
    {
        TVector r0 = source.Re<TSimd, TVector>(0), i0 = source.Im<TSimd, TVector>(0);
        TVector r1 = source.Re<TSimd, TVector>(1), i1 = source.Im<TSimd, TVector>(1);
        TVector r2 = source.Re<TSimd, TVector>(2), i2 = source.Im<TSimd, TVector>(2);
        TVector half = TSimd.Create(-0.5), sine = TSimd.Create(0.86602540378443864676);
        TVector sr = TSimd.Add(r1, r2), si = TSimd.Add(i1, i2);
        TVector dr = TSimd.Subtract(r1, r2), di = TSimd.Subtract(i1, i2);
        TVector mr = TSimd.MultiplyAdd(half, sr, r0), mi = TSimd.MultiplyAdd(half, si, i0);
        TVector nr = TSimd.Multiply(sine, dr), ni = TSimd.Multiply(sine, di);
        target.Put<TSimd, TVector, TTwiddle>(0, TSimd.Add(r0, sr), TSimd.Add(i0, si), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(1, TSimd.Add(mr, ni), TSimd.Subtract(mi, nr), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(2, TSimd.Subtract(mr, ni), TSimd.Add(mi, nr), twiddles);
    }
}
