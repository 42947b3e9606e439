using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Transform of length 8; wants the 32 registers of 512-bit hardware.</summary>
internal readonly struct Radix8 : IRadix
{
    public static int Size => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TSimd, TVector, TTwiddle>(in Strided source, in Strided target, in Twiddles twiddles)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
        where TTwiddle : ITwiddle
    {
        TVector r0 = source.Re<TSimd, TVector>(0), i0 = source.Im<TSimd, TVector>(0);
        TVector r4 = source.Re<TSimd, TVector>(4), i4 = source.Im<TSimd, TVector>(4);
        TVector r2 = source.Re<TSimd, TVector>(2), i2 = source.Im<TSimd, TVector>(2);
        TVector r6 = source.Re<TSimd, TVector>(6), i6 = source.Im<TSimd, TVector>(6);
        TVector r1 = source.Re<TSimd, TVector>(1), i1 = source.Im<TSimd, TVector>(1);
        TVector r5 = source.Re<TSimd, TVector>(5), i5 = source.Im<TSimd, TVector>(5);
        TVector r3 = source.Re<TSimd, TVector>(3), i3 = source.Im<TSimd, TVector>(3);
        TVector r7 = source.Re<TSimd, TVector>(7), i7 = source.Im<TSimd, TVector>(7);
        TVector s0r = TSimd.Add(r0, r4), s0i = TSimd.Add(i0, i4);
        TVector d0r = TSimd.Subtract(r0, r4), d0i = TSimd.Subtract(i0, i4);
        TVector s2r = TSimd.Add(r2, r6), s2i = TSimd.Add(i2, i6);
        TVector d2r = TSimd.Subtract(r2, r6), d2i = TSimd.Subtract(i2, i6);
        TVector s1r = TSimd.Add(r1, r5), s1i = TSimd.Add(i1, i5);
        TVector d1r = TSimd.Subtract(r1, r5), d1i = TSimd.Subtract(i1, i5);
        TVector s3r = TSimd.Add(r3, r7), s3i = TSimd.Add(i3, i7);
        TVector d3r = TSimd.Subtract(r3, r7), d3i = TSimd.Subtract(i3, i7);

        // Even outputs: a transform of length 4 of the sums.
        TVector t0r = TSimd.Add(s0r, s2r), t0i = TSimd.Add(s0i, s2i);
        TVector t1r = TSimd.Subtract(s0r, s2r), t1i = TSimd.Subtract(s0i, s2i);
        TVector t2r = TSimd.Add(s1r, s3r), t2i = TSimd.Add(s1i, s3i);
        TVector t3r = TSimd.Subtract(s1r, s3r), t3i = TSimd.Subtract(s1i, s3i);
        target.Put<TSimd, TVector, TTwiddle>(0, TSimd.Add(t0r, t2r), TSimd.Add(t0i, t2i), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(4, TSimd.Subtract(t0r, t2r), TSimd.Subtract(t0i, t2i), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(2, TSimd.Add(t1r, t3i), TSimd.Subtract(t1i, t3r), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(6, TSimd.Subtract(t1r, t3i), TSimd.Add(t1i, t3r), twiddles);

        // Odd outputs: the differences, turned by multiples of an eighth.
        TVector root = TSimd.Create(0.70710678118654752440), minus = TSimd.Create(-0.70710678118654752440);
        TVector pr = TSimd.Subtract(d1r, d3r), pi = TSimd.Subtract(d1i, d3i);
        TVector qr = TSimd.Add(d1r, d3r), qi = TSimd.Add(d1i, d3i);
        TVector u0r = TSimd.Add(d0r, d2i), u0i = TSimd.Subtract(d0i, d2r), u1r = TSimd.Subtract(d0r, d2i), u1i = TSimd.Add(d0i, d2r);
        TVector er = TSimd.Add(pr, qi), ei = TSimd.Subtract(pi, qr), fr = TSimd.Subtract(qi, pr), fi = TSimd.Add(pi, qr);
        target.Put<TSimd, TVector, TTwiddle>(1, TSimd.MultiplyAdd(root, er, u0r), TSimd.MultiplyAdd(root, ei, u0i), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(5, TSimd.MultiplyAdd(minus, er, u0r), TSimd.MultiplyAdd(minus, ei, u0i), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(3, TSimd.MultiplyAdd(root, fr, u1r), TSimd.MultiplyAdd(minus, fi, u1i), twiddles);
        target.Put<TSimd, TVector, TTwiddle>(7, TSimd.MultiplyAdd(minus, fr, u1r), TSimd.MultiplyAdd(root, fi, u1i), twiddles);
    }
}
