using CsCheck;
using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Changes;

public class BayesianChangeDetectorTests
{
    private static readonly Gen<NormalGammaPrior> Priors = Gen.Select(
        Gen.Double[-5, 5], Gen.Double[0.05, 3], Gen.Double[0.1, 5], Gen.Double[0.001, 5],
        (mean, weight, shape, scale) => new NormalGammaPrior(mean, weight, shape, scale));

    [Fact]
    public void Equals_the_recursion_of_the_paper() =>
        Gen.Select(Samples.Series(Gen.Double[-20, 20], Gen.Int[1, 120]), Priors, Gen.Double[1.5, 500], Gen.Int[1, 60])
            .Sample((series, prior, expected, cap) =>
            {
                var detector = new BayesianChangeDetector(prior, expected, cap);
                var naive = new NaiveRunLengths(prior, 1 / expected, cap);
                int before = 0;
                foreach (double x in series)
                {
                    double score = detector.Add(x);
                    naive.Add(x);
                    Assert.Equal(naive.Probabilities.Count, detector.Probabilities.Length);
                    for (int r = 0; r < naive.Probabilities.Count; r++)
                        Assert.Equal(naive.Probabilities[r], detector.Probabilities[r], 1e-8);
                    Assert.Equal(naive.LogEvidence, detector.LogLikelihood, 1e-8 * (1 + Math.Abs(naive.LogEvidence)));
                    Assert.Equal(naive.Probabilities.Max(), detector.Probabilities[detector.RunLength], 1e-8);
                    Assert.Equal(detector.RunLength < before ? 1 - (double)detector.RunLength / before : 0, score);
                    before = detector.RunLength;
                }
            }, iter: 300);

    [Fact]
    public void Stays_exact_far_beyond_the_cap()
    {
        var random = new Random(7);
        var detector = new BayesianChangeDetector(NormalGammaPrior.Standard, 100, 64);
        var naive = new NaiveRunLengths(NormalGammaPrior.Standard, 0.01, 64);
        for (int i = 0; i < 3_000; i++)
        {
            double x = random.NextDouble() + i / 400 % 3;
            detector.Add(x);
            naive.Add(x);
        }

        Assert.All(Enumerable.Range(0, 65), r => Assert.Equal(naive.Probabilities[r], detector.Probabilities[r], 1e-7));
    }

    [Fact]
    public void Equals_the_formulas_in_Python()
    {
        var detector = new BayesianChangeDetector(new NormalGammaPrior(0.5, 0.2, 1.5, 0.75), 50);
        double[][] expected = [.. Enumerable.Range(0, 4).Select(column => GoldenTable.Column("changes-bayesian", column))];
        double[] steps = [.. GoldenColumn.First(200).Select((x, t) => x + 2 * (t / 40))];
        for (int t = 0; t < steps.Length; t++)
        {
            detector.Add(steps[t]);
            ReadOnlySpan<double> probabilities = detector.Probabilities;
            Assert.Equal(expected[0][t], detector.LogLikelihood, 1e-9);
            Assert.Equal((int)expected[1][t], detector.RunLength);
            Assert.Equal(expected[2][t], probabilities[detector.RunLength], 1e-10);
            Assert.Equal(expected[3][t], probabilities[probabilities.Length / 2], 1e-10);
        }
    }

    [Fact]
    public void Finds_a_shift_where_it_is()
    {
        var random = new Random(3);
        var detector = new BayesianChangeDetector(NormalGammaPrior.Standard);
        var found = new List<int>();
        for (int i = 0; i < 1_200; i++)
        {
            double noise = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            if (detector.Add(noise + (i >= 900 ? 5 : 0)) > 0.5)
                found.Add(i - detector.RunLength);
        }

        Assert.Equal(512, new BayesianChangeDetector(NormalGammaPrior.Standard).RunLengthCap);
        Assert.InRange(Assert.Single(found), 897, 901);
    }

    [Fact]
    public void Missing_and_infinite_values_leave_it_sound()
    {
        var detector = new BayesianChangeDetector(NormalGammaPrior.Standard, 100, 20);
        Assert.True(double.IsNaN(detector.LogLikelihood));
        double[] values = [1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, 0, double.Epsilon, 2];
        for (int i = 0; i < 400; i++)
        {
            double score = detector.Add(values[i % values.Length]);
            Assert.InRange(score, 0, 1);
            Assert.Equal(1, detector.Probabilities.ToArray().Sum(), 1e-9);
            Assert.True(double.IsFinite(detector.LogLikelihood));
        }

        detector.Clear();
        Assert.Equal(0, detector.Add(double.NaN));
        Assert.Equal([1.0], detector.Probabilities.ToArray());
        for (int i = 0; i < 100; i++)
            Assert.Equal(0, detector.Add(3));
        Assert.Equal(20, detector.RunLength);
    }

    [Fact]
    public void An_endless_constant_at_the_cap_leaves_it_sound()
    {
        // The scale of the run at the cap falls by a quarter with each value; it must not come to 0.
        var detector = new BayesianChangeDetector(NormalGammaPrior.Standard, 100, 1);
        for (int i = 0; i < 10_000; i++)
            Assert.Equal(0, detector.Add(3));
        Assert.Equal(1, detector.RunLength);
        Assert.Equal(1, detector.Probabilities.ToArray().Sum(), 1e-9);
        detector.Add(4);
        Assert.InRange(detector.LogLikelihood, -1_000, -5);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        NormalGammaPrior good = NormalGammaPrior.Standard;
        foreach (double bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("prior", () => new BayesianChangeDetector(good with { Weight = bad }));
            Assert.Throws<ArgumentOutOfRangeException>("prior", () => new BayesianChangeDetector(good with { Shape = bad }));
            Assert.Throws<ArgumentOutOfRangeException>("prior", () => new BayesianChangeDetector(good with { Scale = bad }));
            Assert.Throws<ArgumentOutOfRangeException>("expectedRunLength", () => new BayesianChangeDetector(good, bad));
        }

        Assert.Throws<ArgumentOutOfRangeException>("prior", () => new BayesianChangeDetector(good with { Mean = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>("prior", () => new BayesianChangeDetector(good with { Scale = 1e-301 }));
        Assert.Throws<ArgumentOutOfRangeException>("runLengthCap", () => new BayesianChangeDetector(good, 10, 0));
        Assert.Throws<ArgumentException>("scores", () => new BayesianChangeDetector(good).Add([1], []));
    }

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        var detector = new BayesianChangeDetector(NormalGammaPrior.Standard, 250, 33);
        double[] values = [.. Enumerable.Range(0, 100).Select(i => (double)(i / 40))];
        var scores = new double[100];
        Assert.Equal(0, Allocation.Of(() => detector.Add(values, scores)));
    }
}
