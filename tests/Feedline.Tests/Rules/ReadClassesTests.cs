using CsCheck;
using Feedline.Rules;

namespace Feedline.Tests.Rules;

public sealed class ReadClassesTests
{
    [Fact]
    public void Two_kinds_of_reads_are_parted_in_the_valley() =>
        Gen.Select(Gen.Double[0.05, 0.95], Gen.Double[2.5, 6], Gen.Double[0.1, 0.3], Gen.Int[0, 1_000_000]).Sample((share, distance, spread, seed) =>
        {
            var random = new Random(seed);
            bool[] slow = [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble() < share)];
            double[] logarithms = [.. slow.Select(isSlow => -7 + (isSlow ? distance : 0) + (spread * Normal(random)))];

            double split = ReadClasses.Split([.. logarithms]);

            int wrong = slow.Zip(logarithms).Count(pair => pair.Second > split != pair.First);
            Assert.InRange(wrong, 0, 6);
        });

    [Fact]
    public void One_kind_is_never_parted() =>
        Gen.Select(Gen.Int[32, 2000], Gen.Double[0.01, 2], Gen.Int[0, 1_000_000], Gen.Int[0, 2]).Sample((count, spread, seed, shape) =>
        {
            var random = new Random(seed);
            double[] logarithms =
            [
                .. Enumerable.Range(0, count).Select(_ => spread * shape switch
                {
                    0 => Normal(random),
                    1 => 3 * random.NextDouble(),
                    _ => -Math.Log(1 - random.NextDouble()),
                }),
            ];

            Assert.Equal(double.NaN, ReadClasses.Split(logarithms));
        });

    [Fact]
    public void A_few_reads_with_a_gap_by_chance_are_of_one_kind()
    {
        // 47 draws of an exponential distribution, twice as wide: two of them lie in the middle third.
        var random = new Random(796870);
        double[] logarithms = [.. Enumerable.Range(0, 47).Select(_ => -2 * Math.Log(1 - random.NextDouble()))];

        Assert.Equal(double.NaN, ReadClasses.Split(logarithms));
    }

    [Fact]
    public void Reads_that_all_take_the_same_or_are_too_few_are_of_one_kind()
    {
        Assert.Equal(double.NaN, ReadClasses.Split(Enumerable.Repeat(-5.0, 100).ToArray()));
        Assert.Equal(double.NaN, ReadClasses.Split([-5, -1]));
        Assert.Equal(double.NaN, ReadClasses.Split([]));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
