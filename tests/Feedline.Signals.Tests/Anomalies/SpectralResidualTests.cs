using System.Numerics;
using CsCheck;
using Feedline.Signals.Tests.Golden;

namespace Feedline.Signals.Tests.Anomalies;

public class SpectralResidualTests
{
    [Fact]
    public void Saliency_and_scores_follow_the_definition() =>
        Gen.Select(Gen.Double[-10, 10].Array[12, 90], Gen.Int[1, 4], Gen.Int[1, 100]).Sample((samples, reach, before) =>
        {
            int n = samples.Length;
            var residual = new SpectralResidual(n, 2 * reach + 1, before);
            double[] saliency = new double[n], scores = new double[n];
            residual.Saliency(samples, saliency);
            residual.Scores(samples, scores);
            double[] naive = Naive(samples, reach);
            before = Math.Min(before, n);
            for (int i = 0; i < n; i++)
            {
                Assert.Equal(naive[i], saliency[i], 1e-8 * (1 + naive.Max()));
                double mean = naive.Skip(Math.Max(0, i - before)).Take(before).Average();
                Assert.Equal(naive[i] / mean - 1, scores[i], 1e-6 * (1 + Math.Abs(naive[i] / mean)));
            }

            Assert.Equal(scores[^1], residual.Latest(samples));
        }, iter: 200);

    [Fact]
    public void Level_and_unit_do_not_matter() =>
        Gen.Select(Gen.Double[-1, 1].Array[12, 60], Gen.OneOf(0, -3.0, 1e6), Gen.OneOf(1.0, 1e-120, -1e100)).Sample((samples, level, unit) =>
        {
            var residual = new SpectralResidual(samples.Length);
            double[] saliency = new double[samples.Length], moved = new double[samples.Length];
            residual.Saliency(samples, saliency);
            residual.Saliency(samples.Select(x => (x + level) * unit).ToArray(), moved);
            for (int i = 0; i < samples.Length; i++)
                Assert.Equal(saliency[i], moved[i], 1e-5 * (1 + saliency.Max()));
        });

    [Fact]
    public void A_spike_in_a_season_stands_out_as_the_latest_too()
    {
        var random = new Random(3);
        double[] samples = [.. Enumerable.Range(0, 505).Select(i => Math.Sin(i * 0.1) + Math.Sin(i * 0.037) + 0.05 * random.NextDouble())];
        var residual = new SpectralResidual(500);
        Assert.InRange(residual.Latest(samples.AsSpan(5)), -1, 4);
        samples[^1] += 1;
        Assert.True(residual.Latest(samples.AsSpan(5)) > 6);
        samples[^1] -= 1;
        samples[300] += 1;
        var scores = new double[500];
        residual.Scores(samples.AsSpan(5), scores);
        Assert.Equal(295, scores.IndexOf(scores.Max()));
        Assert.True(scores[295] > 6);
    }

    [Fact]
    public void Constants_and_values_that_are_none()
    {
        var residual = new SpectralResidual(20);
        double[] samples = Enumerable.Repeat(0.1, 20).ToArray();
        double[] scores = new double[20];
        residual.Scores(samples, scores);
        Assert.All(scores, score => Assert.Equal(0.0, score));
        foreach (double bad in new[] { double.NaN, double.NegativeInfinity, 1e151 })
        {
            samples[5] = bad;
            residual.Scores(samples, scores);
            Assert.All(scores, score => Assert.True(double.IsNaN(score)));
            Assert.True(double.IsNaN(residual.Latest(samples)));
        }
    }

    [Fact]
    public void Floats_give_what_doubles_give()
    {
        float[] samples = [.. GoldenColumn.First(70).Select(x => (float)x)];
        float[] scores = new float[70];
        double[] expected = new double[70];
        var residual = new SpectralResidual(70);
        residual.Scores(samples, scores);
        residual.Scores(Array.ConvertAll(samples, x => (double)x), expected);
        Assert.Equal(expected.Select(x => (float)x), scores);
    }

    [Fact]
    public void Equals_the_plain_transform_in_Python()
    {
        const int Length = 150;
        double[] values = new double[Length];
        var residual = new SpectralResidual(Length);
        residual.Saliency(GoldenColumn.First(Length), values);
        GoldenColumn.Agree(GoldenTable.Column("anomalies-spectral", 0), values, 1e-10);
        residual.Scores(GoldenColumn.First(Length), values);
        GoldenColumn.Agree(GoldenTable.Column("anomalies-spectral", 1), values, 1e-8);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new SpectralResidual(11));
        foreach (int bad in new[] { 1, 2, 4, -3 })
            Assert.Throws<ArgumentOutOfRangeException>("smoothedBins", () => new SpectralResidual(20, bad));
        Assert.Throws<ArgumentOutOfRangeException>("comparedSamples", () => new SpectralResidual(20, 3, 0));
        var residual = new SpectralResidual(20);
        Assert.Throws<ArgumentException>("samples", () => residual.Saliency(new double[19], new double[20]));
        Assert.Throws<ArgumentException>("saliency", () => residual.Saliency(new double[20], new double[21]));
        Assert.Throws<ArgumentException>("scores", () => residual.Scores(new double[20], new double[19]));
        Assert.Throws<ArgumentException>("scores", () => residual.Scores(new float[20], new float[19]));
        Assert.Throws<ArgumentException>("samples", () => residual.Scores(new float[19], new float[20]));
        Assert.Throws<ArgumentException>("samples", () => residual.Latest(new double[21]));
    }

    [Fact]
    public void Allocates_nothing_after_construction()
    {
        double[] samples = GoldenColumn.First(200);
        double[] scores = new double[200];
        float[] single = [.. samples.Select(x => (float)x)];
        float[] singleScores = new float[200];
        var residual = new SpectralResidual(200);
        Assert.Equal(0, Allocation.Of(() =>
        {
            residual.Scores(samples, scores);
            residual.Scores(single, singleScores);
            residual.Latest(samples);
        }));
    }

    /// <summary>By a full complex transform, written down as sums.</summary>
    private static double[] Naive(double[] samples, int reach)
    {
        double mean = samples.Average();
        List<double> x = [.. samples.Select(value => value - mean)];
        double predicted = x[^6];
        for (int i = 0; i < 5; i++)
            predicted += (x[^2] - x[x.Count - 7 + i]) / (5 - i);
        x.AddRange(Enumerable.Repeat(predicted, 5));
        int n = x.Count;
        Complex[] bins = [.. Enumerable.Range(0, n).Select(k =>
            Enumerable.Range(0, n).Aggregate(Complex.Zero, (sum, j) => sum + x[j] * Complex.Exp(new Complex(0, -2 * Math.PI * j * k / n))))];
        var flat = new Complex[n];
        for (int k = 1; k < n; k++)
        {
            int half = Math.Min(k, n - k);
            double log = 0;
            int count = 0;
            for (int b = Math.Max(1, half - reach); b <= Math.Min(n / 2, half + reach); b++, count++)
                log += Math.Log(bins[b].Magnitude);
            flat[k] = bins[k] / bins[k].Magnitude * Math.Exp(Math.Log(bins[half].Magnitude) - log / count);
        }

        return [.. Enumerable.Range(0, samples.Length).Select(j =>
            Enumerable.Range(0, n).Aggregate(Complex.Zero, (sum, k) => sum + flat[k] * Complex.Exp(new Complex(0, 2 * Math.PI * j * k / n))).Magnitude / n)];
    }
}
