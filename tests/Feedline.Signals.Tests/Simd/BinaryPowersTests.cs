using System.Runtime.Intrinsics;

namespace Feedline.Signals.Tests.Simd;

public class BinaryPowersTests
{
    [Fact]
    public void Logarithms_are_those_of_the_library()
    {
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++)
        {
            double x = i < 100 ? 1 + (i - 50) * 1e-9 : Math.Pow(2, random.NextDouble() * 2044 - 1022);
            double expected = Math.Log2(x);
            foreach (double actual in Widths(x, isPower: false))
                Assert.Equal(expected, actual, 4e-16 + 2.5e-16 * Math.Abs(expected));
        }

        foreach (double actual in Widths(double.MaxValue, isPower: false).Concat(Widths(1024, isPower: false)))
            Assert.True(actual is > 1023.9 or > 9.9999999999999964 and < 10.0000000000000036);
    }

    [Fact]
    public void Powers_are_those_of_the_library()
    {
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++)
        {
            double x = i < 100 ? (i - 50) * 0.125 : random.NextDouble() * 2045 - 1022;
            double expected = Math.Pow(2, x);
            foreach (double actual in Widths(x, isPower: true))
                Assert.Equal(1, actual / expected, 2e-15);
        }

        Assert.All(Widths(0, isPower: true), power => Assert.Equal(1.0, power));
        Assert.All(Widths(-1022, isPower: true), power => Assert.Equal(Math.Pow(2, -1022), power));
    }

    /// <summary>By every width this machine has.</summary>
    private static IEnumerable<double> Widths(double x, bool isPower)
    {
        yield return isPower
            ? BinaryPowers.Exp2<Simd128<double>, Vector128<double>>(Vector128.Create(x))[1]
            : BinaryPowers.Log2<Simd128<double>, Vector128<double>>(Vector128.Create(x))[1];
        if (Vector256.IsHardwareAccelerated)
        {
            yield return isPower
                ? BinaryPowers.Exp2<Simd256<double>, Vector256<double>>(Vector256.Create(x))[3]
                : BinaryPowers.Log2<Simd256<double>, Vector256<double>>(Vector256.Create(x))[3];
        }

        if (Vector512.IsHardwareAccelerated)
        {
            yield return isPower
                ? BinaryPowers.Exp2<Simd512<double>, Vector512<double>>(Vector512.Create(x))[7]
                : BinaryPowers.Log2<Simd512<double>, Vector512<double>>(Vector512.Create(x))[7];
        }
    }
}
