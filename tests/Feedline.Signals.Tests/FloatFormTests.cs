using CsCheck;

namespace Feedline.Signals.Tests;

/// <summary>Kernels that take floats give what they give for the same values as doubles.</summary>
public class FloatFormTests
{
    // One length within a chunk and one beyond it, where a kernel widens chunk by chunk.
    private static readonly Gen<(float[] First, float[] Second)> Pairs = Gen.OneOf(Gen.Int[0, 60], Gen.Int[500, 1_100])
        .SelectMany(n => Gen.Select(Floats(n), Floats(n)));

    [Fact]
    public void Spectra_and_correlations_by_lag() => Pairs.Where((x, _) => x.Length >= 8).Sample((x, y) =>
    {
        (double[] a, double[] b) = (Wide(x), Wide(y));
        int n = x.Length;
        var own = new Autocorrelation(n, n / 2);
        Same(to => own.Biased(a, to), to => own.Biased(x, to), n / 2 + 1);
        Same(to => own.Unbiased(a, to), to => own.Unbiased(x, to), n / 2 + 1);
        var cross = new CrossCorrelation(n, 3);
        Same(to => cross.Estimate(a, b, to), to => cross.Estimate(x, y, to), 7);
        var power = new PowerSpectrum(7);
        Same(to => power.Estimate(a, 2, to), to => power.Estimate(x, 2, to), 4);
        var coherence = new Coherence(8);
        Same(to => coherence.Estimate(a, b, to), to => coherence.Estimate(x, y, to), 5);
        var leads = new LeadLag(n, 3);
        Assert.Equal(leads.Estimate(a, b), leads.Estimate(x, y));
        var periods = new PeriodDetector(n);
        Assert.Equal(periods.Detect(a), periods.Detect(x));
    }, iter: 50);

    [Fact]
    public void Correlations() => Pairs.Sample((x, y) =>
    {
        (double[] a, double[] b) = (Wide(x), Wide(y));

        // Summed chunk by chunk, so not to the last bit.
        double expected = Pearson.Of(a, b);
        Assert.True(double.IsNaN(expected) ? double.IsNaN(Pearson.Of(x, y)) : Math.Abs(expected - Pearson.Of(x, y)) < 1e-12);
        var spearman = new Spearman(1_100);
        Assert.Equal(spearman.Of(a, b), spearman.Of(x, y));
        var distance = new DistanceCorrelation(1_100);
        Assert.Equal(distance.Of(a, b), distance.Of(x, y));
    }, iter: 50);

    [Fact]
    public void Ranks() => Gen.Int[1, 10].SelectMany(ranks => Floats(ranks * 7)).Sample(values =>
    {
        double[] wide = Wide(values);
        int ranks = values.Length / 7;
        var expected = new StepSpread[7];
        var steps = new StepSpread[7];
        RankSpread.PerStep(wide, ranks, expected, new double[ranks]);
        RankSpread.PerStep(values, ranks, steps, new double[ranks]);
        Assert.Equal(expected, steps);
        Same(
            to => RankScores.Compute(wide, to, new double[2 * ranks], new int[ranks]),
            to => RankScores.Compute(values, to, new double[2 * ranks], new int[ranks]),
            ranks);

        Array.Sort(values);
        Array.Sort(wide);
        Assert.Equal(ExpectedMaximum.OfDraws(wide, 5), ExpectedMaximum.OfDraws(values, 5));
        Assert.Equal(ExtremeValueFit.Of(wide, 2), ExtremeValueFit.Of(values, 2));
    });

    [Fact]
    public void Allocate_nothing()
    {
        float[] x = [.. Enumerable.Range(0, 600).Select(t => (float)Math.Sin(t))];
        float[] y = [.. x.Select((v, t) => v + t % 7)];
        var lags = new double[601];
        var own = new Autocorrelation(600, 600 / 2);
        var cross = new CrossCorrelation(600, 50);
        var power = new PowerSpectrum(64);
        var coherence = new Coherence(64);
        var leads = new LeadLag(600, 5);
        var periods = new PeriodDetector(600);
        var spearman = new Spearman(600);
        var distance = new DistanceCorrelation(600);
        var steps = new StepSpread[60];
        var orders = new int[10];
        Assert.Equal(0, Allocation.Of(() =>
        {
            own.Biased(x, lags.AsSpan(0, 301));
            cross.Estimate(x, y, lags.AsSpan(0, 101));
            power.Estimate(x, 1, lags.AsSpan(0, 33));
            coherence.Estimate(x, y, lags.AsSpan(0, 33));
            leads.Estimate(x, y);
            periods.Detect(x);
            Pearson.Of(x, y);
            spearman.Of(x, y);
            distance.Of(x, y);
            RankSpread.PerStep(x, 10, steps, lags);
            RankScores.Compute(x, lags.AsSpan(0, 10), lags.AsSpan(10, 20), orders);
            ExpectedMaximum.OfDraws(x, 5);
        }));
    }

    [Fact]
    public void Lengths_are_checked_as_those_of_doubles()
    {
        Assert.Throws<ArgumentException>("samples", () => new Autocorrelation(5, 2).Biased(new float[4], new double[3]));
        Assert.Throws<ArgumentException>("second", () => new CrossCorrelation(5, 2).Estimate(new float[5], new float[4], new double[5]));
        Assert.Throws<ArgumentException>("samples", () => new PowerSpectrum(5).Estimate(new float[4], 1, new double[3]));
        Assert.Throws<ArgumentException>("second", () => new Coherence(5).Estimate(new float[5], new float[4], new double[3]));
        Assert.Throws<ArgumentException>("first", () => new LeadLag(9, 2).Estimate(new float[8], new float[9]));
        Assert.Throws<ArgumentException>("samples", () => new PeriodDetector(9).Detect(new float[8]));
        Assert.Throws<ArgumentException>("second", () => Pearson.Of(new float[2], new float[1]));
        Assert.Throws<ArgumentException>("first", () => new Spearman(2).Of(new float[3], new float[3]));
        Assert.Throws<ArgumentException>("first", () => new DistanceCorrelation(2).Of(new float[3], new float[3]));
        Assert.Throws<ArgumentException>("values", () => RankSpread.PerStep(new float[5], 2, new StepSpread[2], new double[2]));
        Assert.Throws<ArgumentException>("ascending", () => ExtremeValueFit.Of(new float[3], 2));
    }

    private static Gen<float[]> Floats(int length) => Gen.Frequency(
        (9, Samples.Moderate.Select(x => (float)x).Array[length]),
        (1, Samples.Moderate.Select(x => Enumerable.Repeat((float)x, length).ToArray())));

    private static double[] Wide(float[] series) => Array.ConvertAll(series, x => (double)x);

    private static void Same(Action<double[]> expected, Action<double[]> actual, int length)
    {
        double[] first = new double[length];
        double[] second = new double[length];
        expected(first);
        actual(second);
        Assert.Equal(first, second);
    }
}
