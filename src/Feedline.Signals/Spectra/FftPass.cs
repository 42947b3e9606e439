using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>One pass of a Stockham transform: short transforms of one radix all over the data, from one buffer to another.</summary>
/// <remarks>
/// With s the product of the radices before, m what remains and r the radix, input q + s(p + mk) for k below r becomes output
/// q + s(rp + j), turned by exp(-2πi jp / (rm)). Source: Swarztrauber (1984), FFT algorithms for vector computers.
/// </remarks>
internal sealed class FftPass
{
    private const int Widest = 8;
    private readonly int _radix;
    private readonly int _before;
    private readonly int _after;
    private readonly double[] _twiddles;

    public FftPass(int radix, int before, int after)
    {
        _radix = radix;
        _before = before;
        _after = after;
        _twiddles = new double[2 * (radix - 1) * after];
        for (int p = 0; p < after; p++)
        {
            for (int j = 1; j < radix; j++)
            {
                (double sin, double cos) = UnitRoot.At(-(long)j * p, (long)radix * after);
                _twiddles[IsFirst ? 2 * (j - 1) * after + p : 2 * (radix - 1) * p + 2 * (j - 1)] = cos;
                _twiddles[IsFirst ? (2 * j - 1) * after + p : 2 * (radix - 1) * p + 2 * j - 1] = sin;
            }
        }
    }

    private bool IsFirst => _before == 1;

    public void Run(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> toRe, Span<double> toIm)
    {
        switch (_radix)
        {
            case 2: Run<Radix2>(re, im, toRe, toIm); break;
            case 3: Run<Radix3>(re, im, toRe, toIm); break;
            case 4: Run<Radix4>(re, im, toRe, toIm); break;
            case 5: Run<Radix5>(re, im, toRe, toIm); break;
            case 7: Run<Radix7>(re, im, toRe, toIm); break;
            default: Run<Radix8>(re, im, toRe, toIm); break;
        }
    }

    private void Run<TRadix>(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> toRe, Span<double> toIm)
        where TRadix : IRadix
    {
        ref double fromRe = ref MemoryMarshal.GetReference(re);
        ref double fromIm = ref MemoryMarshal.GetReference(im);
        ref double re0 = ref MemoryMarshal.GetReference(toRe);
        ref double im0 = ref MemoryMarshal.GetReference(toIm);
        int run = IsFirst ? _after : _before;
        if (run >= Vector512<double>.Count && Vector512.IsHardwareAccelerated)
            Run<TRadix, Simd512<double>, Vector512<double>>(ref fromRe, ref fromIm, ref re0, ref im0);
        else if (run >= Vector256<double>.Count && Vector256.IsHardwareAccelerated)
            Run<TRadix, Simd256<double>, Vector256<double>>(ref fromRe, ref fromIm, ref re0, ref im0);
        else
            Run<TRadix, Simd128<double>, Vector128<double>>(ref fromRe, ref fromIm, ref re0, ref im0);
    }

    private void Run<TRadix, TSimd, TVector>(ref double re, ref double im, ref double toRe, ref double toIm)
        where TRadix : IRadix
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        if (IsFirst)
            First<TRadix, TSimd, TVector>(ref re, ref im, ref toRe, ref toIm);
        else
            Later<TRadix, TSimd, TVector>(ref re, ref im, ref toRe, ref toIm);
    }

    /// <summary>Lanes are neighbouring transforms; their outputs lie strided, so they go through a small transposition.</summary>
    private void First<TRadix, TSimd, TVector>(ref double re, ref double im, ref double toRe, ref double toIm)
        where TRadix : IRadix
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        Span<double> tileRe = stackalloc double[Widest * Widest];
        Span<double> tileIm = stackalloc double[Widest * Widest];
        var tile = new Strided(ref tileRe[0], ref tileIm[0], 0, (nuint)TSimd.Count);
        ref double table = ref MemoryMarshal.GetArrayDataReference(_twiddles);
        nuint after = (nuint)_after;
        for (int next = 0; next < _after; next += TSimd.Count)
        {
            // The last vector overlaps the one before; the same results are written twice.
            int p = Math.Min(next, _after - TSimd.Count);
            var source = new Strided(ref re, ref im, (nuint)p, after);
            var twiddles = new Twiddles(ref Unsafe.Add(ref table, p), 2 * after, after);
            TRadix.Apply<TSimd, TVector, LaneTwiddle>(source, tile, twiddles);
            Tile.Transpose(tileRe, TRadix.Size, TSimd.Count, ref Unsafe.Add(ref toRe, p * TRadix.Size));
            Tile.Transpose(tileIm, TRadix.Size, TSimd.Count, ref Unsafe.Add(ref toIm, p * TRadix.Size));
        }
    }

    /// <summary>Lanes are neighbours of one transform and share its twiddle factors.</summary>
    private void Later<TRadix, TSimd, TVector>(ref double re, ref double im, ref double toRe, ref double toIm)
        where TRadix : IRadix
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(_twiddles);
        nuint before = (nuint)_before;
        nuint stride = before * (nuint)_after;
        nuint last = before - (nuint)TSimd.Count;
        for (nuint next = 0; next < before; next += (nuint)TSimd.Count)
        {
            nuint q = Math.Min(next, last);
            TRadix.Apply<TSimd, TVector, NoTwiddle>(new Strided(ref re, ref im, q, stride), new Strided(ref toRe, ref toIm, q, before), default);
        }

        for (nuint p = 1; p < (nuint)_after; p++)
        {
            var twiddles = new Twiddles(ref Unsafe.Add(ref table, 2 * (nuint)(TRadix.Size - 1) * p), 2, 1);
            for (nuint next = 0; next < before; next += (nuint)TSimd.Count)
            {
                nuint q = Math.Min(next, last);
                var source = new Strided(ref re, ref im, q + before * p, stride);
                var target = new Strided(ref toRe, ref toIm, q + before * p * (nuint)TRadix.Size, before);
                TRadix.Apply<TSimd, TVector, SharedTwiddle>(source, target, twiddles);
            }
        }
    }
}
