using CsCheck;

namespace Feedline.Signals.Tests;

/// <summary>Inputs on which kernels break: ties, subnormals, infinities, lengths around vector widths, odd offsets.</summary>
internal static class Samples
{
    private static readonly Gen<double> Hard = Gen.OneOf(
        0.0, -0.0, 1, -1, double.Epsilon, -double.Epsilon, 2.5e-310, double.MaxValue, double.MinValue,
        double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Any value but NaN.</summary>
    public static readonly Gen<double> Ordered = Gen.Frequency(
        (6, Gen.Double[-1e3, 1e3]),
        (3, Gen.Int[-3, 3].Select(i => (double)i)),
        (1, Hard));

    private static readonly Gen<float> HardFloats = Gen.OneOf(
        0f, -0f, 1, -1, float.Epsilon, -float.Epsilon, 2.5e-40f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity);

    /// <summary>Any float but NaN.</summary>
    public static readonly Gen<float> OrderedFloats = Gen.Frequency(
        (6, Gen.Double[-1e3, 1e3].Select(v => (float)v)),
        (3, Gen.Int[-3, 3].Select(i => (float)i)),
        (1, HardFloats));

    /// <summary>Finite values of moderate size, with ties.</summary>
    public static readonly Gen<double> Moderate = Gen.Frequency(
        (3, Gen.Double[-1e3, 1e3]),
        (1, Gen.Int[-3, 3].Select(i => (double)i)));

    /// <summary>Lengths from nothing to several vectors, and some beyond every small-input path.</summary>
    public static readonly Gen<int> Length = Gen.Frequency((8, Gen.Int[0, 70]), (1, Gen.Int[500, 1500]));

    public static Gen<T[]> Series<T>(Gen<T> value) => Series(value, Length);

    /// <summary>Mixed values, or one value throughout: constants are half of all bugs.</summary>
    public static Gen<T[]> Series<T>(Gen<T> value, Gen<int> length) => Gen.Frequency(
        (9, length.SelectMany(n => value.Array[n])),
        (1, Gen.Select(value, length, (v, n) => Enumerable.Repeat(v, n).ToArray())));
}
