using CsCheck;

namespace Feedline.Signals.Tests.Anomalies;

public class TailProbabilityTests
{
    private static readonly Gen<double[]> Quiet = Gen.Int[-100_000, 100_000].Select(i => i / 1e3).Array[10, 300];

    [Fact]
    public void Within_the_sample_it_counts() => Quiet.Sample(quiet =>
    {
        var tail = new TailProbability(quiet);
        double middle = Reference.Median(quiet);
        Assert.Equal((1.0 + quiet.Count(x => x > middle)) / (quiet.Length + 1), tail.Above(middle));
        Assert.Equal(1, tail.Above(quiet.Min() - 1));
    });

    [Fact]
    public void It_never_rises_and_is_never_zero_in_reach() => Quiet.Sample(quiet =>
    {
        var tail = new TailProbability(quiet);
        double before = 1;
        for (double x = -110; x < 200; x += 0.7)
        {
            double now = tail.Above(x);
            Assert.InRange(now, double.Epsilon, before);
            before = now;
        }
    });

    [Fact]
    public void Levels_are_the_inverse() => Gen.Select(Quiet, Gen.Double[1e-6, 0.02]).Sample((quiet, probability) =>
    {
        var tail = new TailProbability(quiet);
        double level = tail.Exceeded(probability);
        Assert.Equal(probability, tail.Above(level), 1e-9);
    });

    [Fact]
    public void Of_known_distributions_it_is_about_right()
    {
        var random = new Random(11);
        double[] exponential = [.. Enumerable.Range(0, 20_000).Select(_ => -Math.Log(1 - random.NextDouble()))];
        var tail = new TailProbability(exponential);
        foreach (double p in new[] { 0.05, 0.01, 0.001 })
            Assert.InRange(tail.Above(-Math.Log(p)), 0.6 * p, 1.7 * p);

        double[] pareto = [.. exponential.Select(x => Math.Exp(x / 4))];
        tail = new TailProbability(pareto);
        foreach (double p in new[] { 0.05, 0.01, 0.001 })
            Assert.InRange(tail.Above(Math.Pow(p, -0.25)), 0.6 * p, 1.7 * p);
    }

    [Fact]
    public void Of_a_constant_nothing_is_known_but_that_more_is_rare()
    {
        var tail = new TailProbability(Enumerable.Repeat(2.0, 19).ToArray());
        Assert.Equal(1.0 / 20, tail.Above(2));
        Assert.Equal(1.0 / 20, tail.Above(3));
        Assert.Equal(1, tail.Above(1.9));
        Assert.Equal(double.PositiveInfinity, tail.Exceeded(0.01));
        Assert.Equal(2, tail.Exceeded(0.5));
        Assert.True(double.IsNaN(tail.Above(double.NaN)));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>("quiet", () => new TailProbability(new double[9]));
        Assert.Throws<ArgumentException>("quiet", () => new TailProbability([1, 2, 3, 4, 5, 6, 7, 8, 9, double.NaN]));
        var tail = new TailProbability(new double[10]);
        foreach (double bad in new[] { 0, -1, 1.1, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>("probability", () => tail.Exceeded(bad));
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        var tail = new TailProbability([.. Enumerable.Range(0, 100).Select(i => (double)i)]);
        Assert.Equal(0, Allocation.Of(() => Assert.True(tail.Above(50) > tail.Above(tail.Exceeded(0.001)))));
    }
}
