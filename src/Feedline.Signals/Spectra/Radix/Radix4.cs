using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Transform of length 4: additions only.</summary>
internal readonly struct Radix4 : IRadix
{
    public static int Size => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TSimd, TVector, TTwiddle>(in Strided source, in Strided target, in Twiddles twiddles)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
        where TTwiddle : ITwiddle
    {
        TVector r0 = source.Re<TSimd, TVector>(0), i0 = source.Im<TSimd, TVector>(0);
        TVector r1 = source.Re<TSimd, TVector>(1), i1 = source.Im<TSimd, TVector>(1);
        TVector r2 = source.Re<TSimd, TVector>(2), i2 = source.Im<TSimd, TVector>(2);
        TVector r3 = source.Re<TSimd, TVector>(3), i3 = source.Im<TSimd, TVector>(3);
        TVector sr = TSimd.Add(r0, r2), si = TSimd.Add(i0, i2);
        TVector dr = TSimd.Subtract(r0, r2), di = TSimd.Subtract(i0, i2);
        TVector tr = TSimd.Add(r1, r3), ti = TSimd.Add(i1, i3);
        TVector er = TSimd.Subtract(r1, r3), ei = TSimd.Subtract(i1, i3);
        target.Put<TSimd, TVector, TTwiddle>(0, TSimd.Add(sr, tr), TSimd.Add(si, ti), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(1, TSimd.Add(dr, ei), TSimd.Subtract(di, er), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(2, TSimd.Subtract(sr, tr), TSimd.Subtract(si, ti), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(3, TSimd.Subtract(dr, ei), TSimd.Add(di, er), twiddles);
    }
}
