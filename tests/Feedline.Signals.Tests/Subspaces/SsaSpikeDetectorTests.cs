using CsCheck;

namespace Feedline.Signals.Tests.Subspaces;

public class SsaSpikeDetectorTests
{
    private const int Season = 24;

    [Theory]
    [InlineData(1)]
    [InlineData(1e-9)]
    [InlineData(1e9)]
    public void Spikes_alarm_on_their_side(double unit)
    {
        double[] series = [.. Quiet(1, 900).Select(x => unit * x)];
        series[700] += 3 * unit;
        series[800] -= 3 * unit;
        Assert.True(Alarms(new SsaSpikeDetector(SsaModel.Train(series.AsSpan(0, 480), Season)), series).IsSupersetOf([700, 800]));
        Assert.DoesNotContain(800, Alarms(new SsaSpikeDetector(SsaModel.Train(series.AsSpan(0, 480), Season), sides: TailSides.Upper), series));
        Assert.Contains(800, Alarms(new SsaSpikeDetector(SsaModel.Train(series.AsSpan(0, 480), Season), sides: TailSides.Lower), series));
    }

    [Fact]
    public void Quiet_noise_alarms_seldom()
    {
        int spikes = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            double[] series = Quiet(seed, 2_480);
            spikes += Alarms(new SsaSpikeDetector(SsaModel.Train(series.AsSpan(0, 480), Season)), series).Count;
        }

        // Of 40,000 values: a normal kernel as wide as the deviations has 0.1 % of them below 0.01 on both sides together.
        Assert.InRange(spikes, 15, 100);
    }

    [Fact]
    public void P_values_equal_the_definition() =>
        Gen.Select(Gen.Int, Gen.Int[2, 8], Gen.Int[3, 10]).Sample((seed, window, history) =>
        {
            double[] series = Quiet(seed, 60);
            var spikes = new SsaSpikeDetector(SsaModel.Train(series.AsSpan(0, 17), window), history);
            var deviations = new List<double>();
            foreach (double x in series[17..])
            {
                SsaScore score = spikes.Add(x);
                double[] last = [.. deviations.TakeLast(history)];
                if (last.Length > 2)
                {
                    double pairs = 0;
                    for (int i = 0; i < last.Length; i++)
                        pairs += last.Take(i).Sum(d => (d - last[i]) * (d - last[i]));
                    double h = Math.Sqrt(2) * Math.Sqrt(pairs) / last.Length;
                    double p = last.Average(d => Above((score.Deviation - d) * Math.Sqrt(2) / h));
                    Assert.Equal(Math.Max(1e-8, Math.Min(p, 1 - p)), score.PValue, 1e-7);
                }

                deviations.Add(score.Deviation);
            }
        });

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-1e12)]
    [InlineData(1e-12)]
    public void A_constant_never_alarms_and_its_end_does(double level)
    {
        double[] series = Enumerable.Repeat(level, 600).ToArray();
        SsaModel model = SsaModel.Train(series.AsSpan(0, 100), 10);
        var spikes = new SsaSpikeDetector(model);
        Assert.Empty(Alarms(spikes, series[..500], 100));
        Assert.Equal(1, model.Rank);
        Assert.Equal(level, spikes.Expected, Math.Abs(level) * 1e-12);
        Assert.True(spikes.Add(level == 0 ? 1 : 2 * level).IsAnomalous);
    }

    [Fact]
    public void Missing_values_are_not_scored()
    {
        double[] series = Quiet(3, 600);
        var spikes = new SsaSpikeDetector(SsaModel.Train(series.AsSpan(0, 480), Season));
        foreach (double missing in new[] { double.NaN, double.NegativeInfinity, 1e200 })
        {
            double expected = spikes.Expected;
            Assert.Equal(new SsaScore(expected, double.NaN, double.NaN, false), spikes.Add(missing));
            Assert.True(double.IsFinite(spikes.Expected));
        }
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        SsaModel model = SsaModel.Train(new double[21], 10);
        Assert.Throws<ArgumentNullException>("model", () => new SsaSpikeDetector(null!));
        Assert.Throws<ArgumentOutOfRangeException>("confidence", () => new SsaSpikeDetector(model, 20, 100));
        Assert.Throws<ArgumentOutOfRangeException>("historyLength", () => new SsaSpikeDetector(model, 1));
        Assert.Throws<ArgumentOutOfRangeException>("sides", () => new SsaSpikeDetector(model, sides: TailSides.None));
    }

    [Fact]
    public void A_window_is_filled_first_where_the_stream_does_not_follow_the_training()
    {
        double[] series = Quiet(3, 1_000);
        SsaModel model = SsaModel.Train(series.AsSpan(0, 480), Season);
        var anew = new SsaSpikeDetector(model, isContinued: false);

        // Half a season later: what was trained on has another phase.
        SsaScore[] scores = [.. series[492..].Select(x => anew.Add(x))];
        Assert.All(scores[..Season], score => Assert.True(double.IsNaN(score.Expected) && double.IsNaN(score.PValue) && !score.IsAnomalous));
        Assert.All(scores[Season..], score => Assert.InRange(score.Deviation, -2, 2));
        anew = new SsaSpikeDetector(model, isContinued: false);
        for (int i = 0; i < Season + 3; i++)
            Assert.True(double.IsNaN(anew.Add(i == 2 ? double.NaN : series[i]).Expected));
        Assert.True(double.IsFinite(anew.Expected));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var spikes = new SsaSpikeDetector(SsaModel.Train(Quiet(1, 100), Season));
        Assert.Equal(0, Allocation.Of(() => spikes.Add(1)));
    }

    private static HashSet<int> Alarms(SsaSpikeDetector detector, double[] series, int trained = 480) =>
        [.. Enumerable.Range(trained, series.Length - trained).Where(t => detector.Add(series[t]).IsAnomalous)];

    /// <summary>Upper tail of the normal distribution by Simpson's rule.</summary>
    private static double Above(double z)
    {
        const int Steps = 400;
        double end = Math.Clamp(z, -8, 8), sum = 0;
        for (int i = 0; i <= Steps; i++)
            sum += Math.Exp(-Math.Pow(end * i / Steps, 2) / 2) * (i is 0 or Steps ? 1 : i % 2 == 0 ? 2 : 4);
        return 0.5 - end / Steps / 3 * sum / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>A season of amplitude 2 about 10, with normal noise of 0.3.</summary>
    private static double[] Quiet(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(t => 10 + 2 * Math.Sin(2 * Math.PI * t / Season)
            + 0.3 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }
}
