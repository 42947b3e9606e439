using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Element by element product of complex numbers whose parts lie apart.</summary>
internal static class ComplexProduct
{
    /// <summary>to = a × b over the length of a. The result may be written over a.</summary>
    public static void Of(
        ReadOnlySpan<double> aRe, ReadOnlySpan<double> aIm, ReadOnlySpan<double> bRe, ReadOnlySpan<double> bIm, Span<double> toRe, Span<double> toIm)
    {
        int i = Vector512.IsHardwareAccelerated ? Vectors<Simd512<double>, Vector512<double>>(aRe, aIm, bRe, bIm, toRe, toIm)
            : Vector256.IsHardwareAccelerated ? Vectors<Simd256<double>, Vector256<double>>(aRe, aIm, bRe, bIm, toRe, toIm)
            : Vectors<Simd128<double>, Vector128<double>>(aRe, aIm, bRe, bIm, toRe, toIm);
        for (; i < aRe.Length; i++)
            (toRe[i], toIm[i]) = (aRe[i] * bRe[i] - aIm[i] * bIm[i], aRe[i] * bIm[i] + aIm[i] * bRe[i]);
    }

    private static int Vectors<TSimd, TVector>(
        ReadOnlySpan<double> aRe, ReadOnlySpan<double> aIm, ReadOnlySpan<double> bRe, ReadOnlySpan<double> bIm, Span<double> toRe, Span<double> toIm)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        int length = aRe.Length;
        ref double ar = ref MemoryMarshal.GetReference(aRe);
        ref double ai = ref MemoryMarshal.GetReference(aIm[..length]);
        ref double br = ref MemoryMarshal.GetReference(bRe[..length]);
        ref double bi = ref MemoryMarshal.GetReference(bIm[..length]);
        ref double tr = ref MemoryMarshal.GetReference(toRe[..length]);
        ref double ti = ref MemoryMarshal.GetReference(toIm[..length]);
        int i = 0;
        for (; i <= length - TSimd.Count; i += TSimd.Count)
        {
            TVector xr = TSimd.Load(ref ar, (nuint)i);
            TVector xi = TSimd.Load(ref ai, (nuint)i);
            TVector yr = TSimd.Load(ref br, (nuint)i);
            TVector yi = TSimd.Load(ref bi, (nuint)i);
            TSimd.Store(TSimd.Subtract(TSimd.Multiply(xr, yr), TSimd.Multiply(xi, yi)), ref tr, (nuint)i);
            TSimd.Store(TSimd.MultiplyAdd(xr, yi, TSimd.Multiply(xi, yr)), ref ti, (nuint)i);
        }

        return i;
    }
}
