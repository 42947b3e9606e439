using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Transform of length 10: two of length 5 and five of length 2, without factors between them.</summary>
internal readonly struct Radix10 : IRadix
{
    public static int Size => 10;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TSimd, TVector, TTwiddle>(in Strided source, in Strided target, in Twiddles twiddles)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
        where TTwiddle : ITwiddle
    {
        Five<TSimd, TVector>(
            source, 0, 2, 4, 6, 8,
            out TVector r0, out TVector i0, out TVector r1, out TVector i1, out TVector r2, out TVector i2,
            out TVector r3, out TVector i3, out TVector r4, out TVector i4);
        Five<TSimd, TVector>(
            source, 5, 7, 9, 1, 3,
            out TVector s0, out TVector j0, out TVector s1, out TVector j1, out TVector s2, out TVector j2,
            out TVector s3, out TVector j3, out TVector s4, out TVector j4);
        Two<TSimd, TVector, TTwiddle>(target, twiddles, 0, 5, r0, i0, s0, j0);
        Two<TSimd, TVector, TTwiddle>(target, twiddles, 6, 1, r1, i1, s1, j1);
        Two<TSimd, TVector, TTwiddle>(target, twiddles, 2, 7, r2, i2, s2, j2);
        Two<TSimd, TVector, TTwiddle>(target, twiddles, 8, 3, r3, i3, s3, j3);
        Two<TSimd, TVector, TTwiddle>(target, twiddles, 4, 9, r4, i4, s4, j4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two<TSimd, TVector, TTwiddle>(
        in Strided target, in Twiddles twiddles, nuint sum, nuint difference, TVector re, TVector im, TVector re2, TVector im2)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
        where TTwiddle : ITwiddle
    {
        target.Put<TSimd, TVector, TTwiddle>(sum, TSimd.Add(re, re2), TSimd.Add(im, im2), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(difference, TSimd.Subtract(re, re2), TSimd.Subtract(im, im2), twiddles);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Five<TSimd, TVector>(
        in Strided source, nuint a, nuint b, nuint c, nuint d, nuint e,
        out TVector r0, out TVector i0, out TVector r1, out TVector i1, out TVector r2, out TVector i2,
        out TVector r3, out TVector i3, out TVector r4, out TVector i4)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        TVector cos1 = TSimd.Create(0.30901699437494745), sin1 = TSimd.Create(0.9510565162951535);
        TVector cos2 = TSimd.Create(-0.8090169943749473), sin2 = TSimd.Create(0.5877852522924732);
        TVector xr = source.Re<TSimd, TVector>(a), xi = source.Im<TSimd, TVector>(a);
        TVector br = source.Re<TSimd, TVector>(b), bi = source.Im<TSimd, TVector>(b);
        TVector cr = source.Re<TSimd, TVector>(c), ci = source.Im<TSimd, TVector>(c);
        TVector dr = source.Re<TSimd, TVector>(d), di = source.Im<TSimd, TVector>(d);
        TVector er = source.Re<TSimd, TVector>(e), ei = source.Im<TSimd, TVector>(e);
        TVector s1r = TSimd.Add(br, er), s1i = TSimd.Add(bi, ei);
        TVector d1r = TSimd.Subtract(br, er), d1i = TSimd.Subtract(bi, ei);
        TVector s2r = TSimd.Add(cr, dr), s2i = TSimd.Add(ci, di);
        TVector d2r = TSimd.Subtract(cr, dr), d2i = TSimd.Subtract(ci, di);
        r0 = TSimd.Add(TSimd.Add(xr, s1r), s2r);
        i0 = TSimd.Add(TSimd.Add(xi, s1i), s2i);
        TVector m1r = TSimd.MultiplyAdd(cos2, s2r, TSimd.MultiplyAdd(cos1, s1r, xr));
        TVector m1i = TSimd.MultiplyAdd(cos2, s2i, TSimd.MultiplyAdd(cos1, s1i, xi));
        TVector n1r = TSimd.MultiplyAdd(sin2, d2r, TSimd.Multiply(sin1, d1r));
        TVector n1i = TSimd.MultiplyAdd(sin2, d2i, TSimd.Multiply(sin1, d1i));
        r1 = TSimd.Add(m1r, n1i);
        i1 = TSimd.Subtract(m1i, n1r);
        r4 = TSimd.Subtract(m1r, n1i);
        i4 = TSimd.Add(m1i, n1r);
        TVector m2r = TSimd.MultiplyAdd(cos1, s2r, TSimd.MultiplyAdd(cos2, s1r, xr));
        TVector m2i = TSimd.MultiplyAdd(cos1, s2i, TSimd.MultiplyAdd(cos2, s1i, xi));
        TVector n2r = TSimd.Subtract(TSimd.Multiply(sin2, d1r), TSimd.Multiply(sin1, d2r));
        TVector n2i = TSimd.Subtract(TSimd.Multiply(sin2, d1i), TSimd.Multiply(sin1, d2i));
        r2 = TSimd.Add(m2r, n2i);
        i2 = TSimd.Subtract(m2i, n2r);
        r3 = TSimd.Subtract(m2r, n2i);
        i3 = TSimd.Add(m2i, n2r);
    }
}
