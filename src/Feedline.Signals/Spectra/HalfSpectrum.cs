using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>
/// The step between the spectrum X of n real samples and the spectrum Z of n/2 complex numbers made of their pairs:
/// X(k) = E + w O and X(n/2 - k) = conj(E - w O), E = (Z(k) + conj Z(n/2 - k)) / 2, O = (Z(k) - conj Z(n/2 - k)) / 2i,
/// w = exp(-2πi k/n).
/// </summary>
internal sealed class HalfSpectrum
{
    private readonly int _half;
    private readonly double[] _cos;
    private readonly double[] _sin;

    public HalfSpectrum(int half)
    {
        _half = half;
        _cos = new double[half / 2 + 1];
        _sin = new double[half / 2 + 1];
        for (int k = 0; k < _cos.Length; k++)
            (_sin[k], _cos[k]) = UnitRoot.At(-k, 2L * half);
    }

    /// <summary>X of n/2 + 1 bins from Z.</summary>
    public void Unfold(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> toRe, Span<double> toIm)
    {
        (toRe[0], toIm[0]) = (re[0] + im[0], 0);
        (toRe[_half], toIm[_half]) = (re[0] - im[0], 0);
        int k = Vectors(re, im, toRe, toIm, direction: 1);
        for (; k <= _half - k; k++)
            Both(re, im, toRe, toIm, k, direction: 1);
    }

    /// <summary>2 Z from X.</summary>
    public void Fold(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> toRe, Span<double> toIm)
    {
        // Bins 0 and n/2 of real samples are real; what else stands there has no meaning.
        (toRe[0], toIm[0]) = (re[0] + re[_half], re[0] - re[_half]);
        int k = Vectors(re, im, toRe, toIm, direction: -1);
        for (; k <= _half - k; k++)
            Both(re, im, toRe, toIm, k, direction: -1);
    }

    private void Both(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> toRe, Span<double> toIm, int k, int direction)
    {
        int mirror = _half - k;
        double scale = direction > 0 ? 0.5 : 1;
        double evenRe = scale * (re[k] + re[mirror]);
        double evenIm = scale * (im[k] - im[mirror]);
        double oddRe = scale * (im[k] + im[mirror]);
        double oddIm = scale * (re[mirror] - re[k]);

        // The way back turns the other way: conj(w) times i in place of w over i.
        double cos = direction * _cos[k];
        double turnedRe = cos * oddRe - _sin[k] * oddIm;
        double turnedIm = cos * oddIm + _sin[k] * oddRe;
        (toRe[k], toIm[k]) = (evenRe + turnedRe, evenIm + turnedIm);
        (toRe[mirror], toIm[mirror]) = (evenRe - turnedRe, turnedIm - evenIm);
    }

    /// <summary>The same as <see cref="Both"/> for eight k at a time; returns the first k not done.</summary>
    private int Vectors(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> toRe, Span<double> toIm, int direction)
    {
        int k = 1;
        if (!Vector512.IsHardwareAccelerated)
            return k;

        int count = Vector512<double>.Count;
        ref double r = ref MemoryMarshal.GetReference(re);
        ref double i = ref MemoryMarshal.GetReference(im[..re.Length]);
        ref double tr = ref MemoryMarshal.GetReference(toRe);
        ref double ti = ref MemoryMarshal.GetReference(toIm[..toRe.Length]);
        Vector512<double> scale = Vector512.Create(direction > 0 ? 0.5 : 1);
        Vector512<double> turn = Vector512.Create((double)direction);
        Vector512<long> backwards = Vector512.Create(7L, 6, 5, 4, 3, 2, 1, 0);
        for (; k + count - 1 < _half - k - count + 1; k += count)
        {
            int mirror = _half - k - count + 1;
            Vector512<double> lowRe = Vector512.LoadUnsafe(ref r, (nuint)k);
            Vector512<double> lowIm = Vector512.LoadUnsafe(ref i, (nuint)k);
            Vector512<double> highRe = Vector512.Shuffle(Vector512.LoadUnsafe(ref r, (nuint)mirror), backwards);
            Vector512<double> highIm = Vector512.Shuffle(Vector512.LoadUnsafe(ref i, (nuint)mirror), backwards);
            Vector512<double> cos = turn * Vector512.LoadUnsafe(ref _cos[k]);
            Vector512<double> sin = Vector512.LoadUnsafe(ref _sin[k]);
            Vector512<double> evenRe = scale * (lowRe + highRe);
            Vector512<double> evenIm = scale * (lowIm - highIm);
            Vector512<double> oddRe = scale * (lowIm + highIm);
            Vector512<double> oddIm = scale * (highRe - lowRe);
            Vector512<double> turnedRe = cos * oddRe - sin * oddIm;
            Vector512<double> turnedIm = Vector512.MultiplyAddEstimate(cos, oddIm, sin * oddRe);
            (evenRe + turnedRe).StoreUnsafe(ref tr, (nuint)k);
            (evenIm + turnedIm).StoreUnsafe(ref ti, (nuint)k);
            Vector512.Shuffle(evenRe - turnedRe, backwards).StoreUnsafe(ref tr, (nuint)mirror);
            Vector512.Shuffle(turnedIm - evenIm, backwards).StoreUnsafe(ref ti, (nuint)mirror);
        }

        return k;
    }
}
