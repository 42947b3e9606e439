using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Places of complex numbers, real and imaginary parts apart: At, At + Stride, At + 2 Stride, ...</summary>
internal readonly ref struct Strided(ref double re, ref double im, nuint at, nuint stride)
{
    private readonly ref double _re = ref re;
    private readonly ref double _im = ref im;
    private readonly nuint _at = at;
    private readonly nuint _stride = stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Re<TSimd, TVector>(nuint index)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged => TSimd.Load(ref _re, _at + index * _stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Im<TSimd, TVector>(nuint index)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged => TSimd.Load(ref _im, _at + index * _stride);

    /// <summary>Stores a vector of complex numbers, multiplied by its twiddle factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put<TSimd, TVector, TTwiddle>(nuint index, TVector re, TVector im, in Twiddles twiddles)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
        where TTwiddle : ITwiddle
    {
        if (index > 0 && TTwiddle.IsNeeded)
        {
            TVector cos = TTwiddle.Load<TSimd, TVector>(ref twiddles.Cos(index));
            TVector sin = TTwiddle.Load<TSimd, TVector>(ref twiddles.Sin(index));
            TVector turned = TSimd.Subtract(TSimd.Multiply(re, cos), TSimd.Multiply(im, sin));
            im = TSimd.MultiplyAdd(re, sin, TSimd.Multiply(im, cos));
            re = turned;
        }

        TSimd.Store(re, ref _re, _at + index * _stride);
        TSimd.Store(im, ref _im, _at + index * _stride);
    }
}
