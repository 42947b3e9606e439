using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Logarithm and power to the base 2 that stay in registers, so that a kernel needs no pass of its own for either.</summary>
/// <remarks>Polynomials by interpolation at Chebyshev's nodes, in 60 digits; their own error is below 6e-16 of the result.</remarks>
internal static class BinaryPowers
{
    // A whole number below 2^52 in the low bits of this is the sum of both.
    private const double Whole = 4503599627370496;

    // Adding this rounds to a whole number n, with n + 1023, the exponent of 2^n, in the low bits.
    private const double Rounding = 6755399441055744 + 1023;

    /// <summary>log2 x to about 3e-16 + 1e-16 |log2 x|, for x positive, finite and not subnormal; other values give a wrong finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log2<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        // x = 2^e m, m in [1, 2): log2 m = ½ + log2 (m / √2), where s = (m - √2) / (m + √2) is small, and the logarithm an odd series in it.
        TVector exponent = TSimd.Subtract(TSimd.BitOr(TSimd.BitsDown(x, 52), TSimd.Create(Whole)), TSimd.Create(Whole));
        TVector fraction = TSimd.Create(BitConverter.Int64BitsToDouble(0x000F_FFFF_FFFF_FFFF));
        TVector m = TSimd.BitOr(TSimd.BitAnd(x, fraction), TSimd.Create(1));
        TVector root = TSimd.Create(1.4142135623730951);
        TVector s = TSimd.Divide(TSimd.Subtract(m, root), TSimd.Add(m, root));
        TVector w = TSimd.Multiply(s, s);
        TVector p = TSimd.MultiplyAdd(w, TSimd.Create(0.2429160853987535), TSimd.Create(0.2614442493522915));
        p = TSimd.MultiplyAdd(p, w, TSimd.Create(0.32061638813224547));
        p = TSimd.MultiplyAdd(p, w, TSimd.Create(0.4121984020482752));
        p = TSimd.MultiplyAdd(p, w, TSimd.Create(0.5770780172463286));
        p = TSimd.MultiplyAdd(p, w, TSimd.Create(0.9617966939243345));
        p = TSimd.MultiplyAdd(p, w, TSimd.Create(2.885390081777927));
        return TSimd.MultiplyAdd(s, p, TSimd.Subtract(exponent, TSimd.Create(1022.5)));
    }

    /// <summary>2^x to about 1e-15 of the result, for x in [-1022, 1023], exact at 0; other values give a wrong number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp2<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        TVector rounding = TSimd.Create(Rounding);
        TVector rounded = TSimd.Add(x, rounding);
        TVector f = TSimd.Subtract(x, TSimd.Subtract(rounded, rounding));
        TVector p = TSimd.MultiplyAdd(f, TSimd.Create(7.070977866508138e-09), TSimd.Create(1.0205905413765595e-07));
        p = TSimd.MultiplyAdd(p, f, TSimd.Create(1.3215451633221434e-06));
        p = TSimd.MultiplyAdd(p, f, TSimd.Create(1.5252672924850737e-05));
        p = TSimd.MultiplyAdd(p, f, TSimd.Create(0.00015403530424776529));
        p = TSimd.MultiplyAdd(p, f, TSimd.Create(0.0013333558200794592));
        p = TSimd.MultiplyAdd(p, f, TSimd.Create(0.009618129107618665));
        p = TSimd.MultiplyAdd(p, f, TSimd.Create(0.05550410866465167));
        p = TSimd.MultiplyAdd(p, f, TSimd.Create(0.24022650695910075));
        p = TSimd.MultiplyAdd(p, f, TSimd.Create(0.6931471805599462));
        p = TSimd.MultiplyAdd(p, f, TSimd.Create(1));
        return TSimd.Multiply(p, TSimd.BitsUp(rounded, 52));
    }
}
