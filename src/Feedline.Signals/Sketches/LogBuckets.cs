using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Buckets of magnitudes whose bounds differ by at most the ratio that a relative error allows.</summary>
/// <remarks>
/// With x = 2ᵉ(1 + s), log₂ x is replaced by e + p(s), p(s) = 6/35 s³ - 3/5 s² + 10/7 s. Its slope with respect to the true
/// logarithm is least (relative to it) 10/7 ln 2 at s = 0 and s = 2/3, so that bucket widths shrunk by that factor
/// keep the error, at the price of 1 % more buckets. Source: the cubic mapping of the DDSketch paper's authors.
/// </remarks>
internal sealed class LogBuckets
{
    private const double A = 6.0 / 35;
    private const double B = -3.0 / 5;
    private const double C = 10.0 / 7;
    private const int MantissaBits = 52;
    private const ulong MantissaMask = (1UL << MantissaBits) - 1;
    private const int Bias = 1023;
    private const double Carrier = 4503599627370496;

    private readonly double _perUnit;
    private readonly double _first;
    private readonly double[] _values;

    public LogBuckets(double relativeError, double least, double greatest)
    {
        double ratio = (1 + relativeError) / (1 - relativeError);

        // A little narrower than allowed, so that rounding cannot break the guarantee.
        double width = Math.Log2(ratio) * C * Math.Log(2) * (1 - 1e-9);
        _perUnit = 1 / width;
        _first = Math.Floor(Pseudo(least) * _perUnit);
        int count = (int)(Math.Floor(Pseudo(greatest) * _perUnit) - _first) + 1;
        _values = new double[count];
        double low = Inverse(_first * width);
        for (int i = 0; i < count; i++)
        {
            double high = Inverse((i + 1 + _first) * width);

            // Equally far, relatively, from both bounds.
            _values[i] = 2 * low / (low + high) * high;
            low = high;
        }
    }

    public int Count => _values.Length;

    /// <summary>The bucket of a magnitude within the range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(double magnitude) => Math.Max(0, (int)(Pseudo(magnitude) * _perUnit - _first));

    /// <summary>A magnitude within the relative error of all in the bucket.</summary>
    public double ValueOf(int bucket) => _values[bucket];

    /// <summary>
    /// The bucket of each value in the low bits of its result; a negative value's lies further up by the number of buckets. All
    /// magnitudes must be within the range.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector IndicesOf<TSimd, TVector>(TVector values)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        // A small integer beneath the bits of 2⁵² is the double 2⁵² + integer: conversion both ways without converting.
        TVector carrier = TSimd.Create(Carrier);
        TVector one = TSimd.Create(1);
        TVector magnitude = TSimd.Abs(values);
        TVector mantissa = TSimd.BitAnd(magnitude, TSimd.Create(BitConverter.UInt64BitsToDouble(MantissaMask)));
        TVector s = TSimd.Subtract(TSimd.BitOr(mantissa, one), one);
        TVector exponent = TSimd.Subtract(
            TSimd.BitOr(TSimd.BitsDown(magnitude, MantissaBits), carrier), TSimd.Create(Carrier + Bias));
        TVector negative = TSimd.Subtract(TSimd.BitOr(TSimd.BitsDown(values, 63), carrier), carrier);

        // The same roundings as for a single value, in the same order.
        TVector p = TSimd.Add(TSimd.Multiply(TSimd.Create(A), s), TSimd.Create(B));
        p = TSimd.Add(TSimd.Multiply(p, s), TSimd.Create(C));
        p = TSimd.Add(exponent, TSimd.Multiply(p, s));
        TVector place = TSimd.Subtract(TSimd.Multiply(p, TSimd.Create(_perUnit)), TSimd.Create(_first));
        TVector index = TSimd.Max(TSimd.Floor(place), TSimd.Create(0));
        return TSimd.Add(TSimd.Add(index, TSimd.Multiply(negative, TSimd.Create(Count))), carrier);
    }

    private static double Pseudo(double magnitude)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(magnitude);
        double s = BitConverter.UInt64BitsToDouble((bits & MantissaMask) | ((ulong)Bias << MantissaBits)) - 1;
        int exponent = (int)(bits >> MantissaBits) - Bias;
        return exponent + ((A * s + B) * s + C) * s;
    }

    /// <summary>The magnitude of a place on the scale, by Newton's method: only construction needs it.</summary>
    private static double Inverse(double place)
    {
        double exponent = Math.Floor(place);
        double wanted = place - exponent;
        double s = wanted;
        for (int i = 0; i < 6; i++)
            s -= (((A * s + B) * s + C) * s - wanted) / ((3 * A * s + 2 * B) * s + C);
        return Math.ScaleB(1 + s, (int)exponent);
    }
}
