using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Transform of length 5.</summary>
internal readonly struct Radix5 : IRadix
{
    public static int Size => 5;

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
        TVector r4 = source.Re<TSimd, TVector>(4), i4 = source.Im<TSimd, TVector>(4);
        TVector cos1 = TSimd.Create(0.30901699437494745), sin1 = TSimd.Create(0.9510565162951535);
        TVector cos2 = TSimd.Create(-0.8090169943749473), sin2 = TSimd.Create(0.5877852522924732);
        TVector s1r = TSimd.Add(r1, r4), s1i = TSimd.Add(i1, i4);
        TVector d1r = TSimd.Subtract(r1, r4), d1i = TSimd.Subtract(i1, i4);
        TVector s2r = TSimd.Add(r2, r3), s2i = TSimd.Add(i2, i3);
        TVector d2r = TSimd.Subtract(r2, r3), d2i = TSimd.Subtract(i2, i3);
        target.Put<TSimd, TVector, TTwiddle>(0, TSimd.Add(TSimd.Add(r0, s1r), s2r), TSimd.Add(TSimd.Add(i0, s1i), s2i), twiddles);

        TVector m1r = TSimd.MultiplyAdd(cos2, s2r, TSimd.MultiplyAdd(cos1, s1r, r0));
        TVector m1i = TSimd.MultiplyAdd(cos2, s2i, TSimd.MultiplyAdd(cos1, s1i, i0));
        TVector n1r = TSimd.MultiplyAdd(sin2, d2r, TSimd.Multiply(sin1, d1r));
        TVector n1i = TSimd.MultiplyAdd(sin2, d2i, TSimd.Multiply(sin1, d1i));
        target.Put<TSimd, TVector, TTwiddle>(1, TSimd.Add(m1r, n1i), TSimd.Subtract(m1i, n1r), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(4, TSimd.Subtract(m1r, n1i), TSimd.Add(m1i, n1r), twiddles);

        TVector m2r = TSimd.MultiplyAdd(cos1, s2r, TSimd.MultiplyAdd(cos2, s1r, r0));
        TVector m2i = TSimd.MultiplyAdd(cos1, s2i, TSimd.MultiplyAdd(cos2, s1i, i0));
        TVector n2r = TSimd.Subtract(TSimd.Multiply(sin2, d1r), TSimd.Multiply(sin1, d2r));
        TVector n2i = TSimd.Subtract(TSimd.Multiply(sin2, d1i), TSimd.Multiply(sin1, d2i));
        target.Put<TSimd, TVector, TTwiddle>(2, TSimd.Add(m2r, n2i), TSimd.Subtract(m2i, n2r), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(3, TSimd.Subtract(m2r, n2i), TSimd.Add(m2i, n2r), twiddles);
    }
}
