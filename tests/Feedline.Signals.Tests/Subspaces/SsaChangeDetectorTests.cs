using CsCheck;

namespace Feedline.Signals.Tests.Subspaces;

public class SsaChangeDetectorTests
{
    private const int Season = 24;
    private const int Trained = 480;
    private const int Change = 980;

    public static TheoryData<string, int> Changes => new()
    {
        { "level +2", 12 }, { "level -5", 4 }, { "level +50", 4 }, { "slope 0.05", 45 }, { "slope -0.2", 20 },
        { "period 20", 24 }, { "twice the season", 16 }, { "a quarter later", 8 }, { "no season", 16 }, { "twice the noise", 30 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Changes_are_told_soon(string kind, int within)
    {
        const int Streams = 21;
        int[] delays = [.. Enumerable.Range(0, Streams).Select(seed =>
        {
            double[] series = Series(seed, Change + 200, kind);
            return Alarms(Detector(series), series).Select(t => t - Change).FirstOrDefault(delay => delay >= 0, int.MaxValue);
        }).Order()];
        Assert.InRange(delays[Streams / 2], 0, within);
        Assert.True(delays[Streams * 4 / 5] <= 3 * within, $"{delays[Streams * 4 / 5]}");
    }

    [Theory]
    [InlineData("quiet", 95)]
    [InlineData("quiet", 99)]
    [InlineData("white", 95)]
    [InlineData("heavy", 95)]
    [InlineData("follows", 95)]
    public void Quiet_streams_change_no_more_often_than_is_promised(string kind, double confidence)
    {
        int alarms = 0;
        const int Streams = 20, Values = 2_000;
        for (int seed = 0; seed < Streams; seed++)
        {
            double[] series = Series(seed, Trained + Values, kind);
            alarms += Alarms(new SsaChangeDetector(SsaModel.Train(series.AsSpan(0, Trained), Season), 20, confidence), series).Count;
        }

        // At most one in W/(1 - confidence/100) values: 100 of 40,000 at 95, 20 at 99.
        Assert.InRange(alarms, 1, Streams * Values / 20 * (1 - (confidence / 100)));
    }

    [Fact]
    public void Single_spikes_are_no_changes()
    {
        int alarms = 0, quiet = 0;
        for (int seed = 0; seed < 50; seed++)
        {
            double[] series = Series(seed, Change + 50, "quiet");
            quiet += Alarms(Detector(series), series).Count(t => t >= Change);
            series[Change] += 50;
            alarms += Alarms(Detector(series), series).Count(t => t >= Change);
        }

        Assert.InRange(alarms, 0, quiet + 6);
    }

    [Fact]
    public void A_change_is_told_once_and_then_learnt_where_the_model_knows_what_follows()
    {
        double[] series = Series(4, Change + 400, "level -5");
        Assert.Single(Alarms(Detector(series), series), t => t >= Change);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e12)]
    [InlineData(1e-12)]
    public void A_constant_never_changes_until_it_does(double level)
    {
        double[] series = Enumerable.Repeat(level, 600).ToArray();
        var detector = new SsaChangeDetector(SsaModel.Train(series.AsSpan(0, 200), 10));
        foreach (double x in series)
        {
            SsaChangeScore score = detector.Add(x);
            Assert.False(score.IsChange);
            Assert.Equal(0, score.Error);
        }

        Assert.Contains(Enumerable.Range(0, 10), _ => detector.Add(level == 0 ? 1 : 2 * level).IsChange);
    }

    [Fact]
    public void The_evidence_is_that_of_its_definition() =>
        Gen.Select(Gen.Int[0, 1_000], Gen.Int[2, 6], Gen.Int[40, 90], Gen.Enum<SsaError>()).Sample((seed, window, count, measure) =>
        {
            double[] series = Series(seed, count + 60, "white");
            SsaModel model = SsaModel.Train(series.AsSpan(0, count), window);
            var detector = new SsaChangeDetector(model, 1_000, 95, measure);
            double mean = 0, sum = 0, persistence = 0;

            // Errors of the training series, as a detector that starts with it has them.
            double[] errors = Errors(model, series[..count], measure);
            mean = errors.Average();
            for (int i = 1; i < errors.Length; i++)
            {
                sum += (errors[i] - mean) * (errors[i] - mean);
                persistence += (errors[i] - mean) * (errors[i - 1] - mean);
            }

            persistence = Math.Clamp(persistence / sum, 0, 0.95);
            double[] surprises = [.. errors.Select((e, i) => e - mean - persistence * ((i == 0 ? mean : errors[i - 1]) - mean))];
            double widest = Errors(model, series[..count], SsaError.AbsoluteDifference).Max();
            bool isSigned = measure is SsaError.SignedDifference or SsaError.SignedProportion;
            double[] means = isSigned ? [0.5, 1, 2, -0.5, -1, -2] : [0.5, 1, 2];
            double[] spreads = isSigned ? [1.5, 3] : [];
            var sums = new double[means.Length + spreads.Length];
            double before = mean;
            foreach (double x in series[count..])
            {
                double expected = detector.Expected;
                SsaChangeScore score = detector.Add(x);
                Assert.Equal(Measure(x - expected, expected, measure, model.Rounding), score.Error);
                double surprise = score.Error - mean - persistence * (before - mean);
                int below = surprises.Count(s => s < surprise), equal = surprises.Count(s => s == surprise);
                double above = (surprises.Length - below - equal / 2.0 + 0.5) / (surprises.Length + 1);
                Assert.Equal(Math.Min(above, 1 - above), score.PValue, 1e-12);
                double z = Math.Clamp(InverseNormal(1 - above), -2.5, 2.5);
                for (int i = 0; i < sums.Length; i++)
                {
                    double ratio = i < means.Length
                        ? Density(z, means[i], 1) / Density(z, 0, 1)
                        : Density(z, 0, spreads[i - means.Length]) / Density(z, 0, 1);
                    sums[i] = (1 + sums[i]) * ratio;
                }

                Assert.Equal(1, sums.Average() / score.Martingale, 1e-7);
                before = Measure(Math.Clamp(x - expected, -widest, widest), expected, measure, model.Rounding);
                if (score.IsChange)
                    break;
            }
        }, iter: 200);

    [Fact]
    public void A_likelihood_ratio_is_1_on_average()
    {
        // The trapezoid rule from -12 to 12; one step from nothing is the mean of all ratios.
        foreach (bool isSigned in new[] { true, false })
        {
            var evidence = new ChangeEvidence(isSigned);
            double sum = 0;
            for (double z = -12; z <= 12; z += 0.01)
            {
                evidence.Reset();
                sum += 0.01 * Density(z, 0, 1) * evidence.Add(z);
            }

            Assert.Equal(1, sum, 1e-4);
        }
    }

    [Fact]
    public void Missing_values_are_not_scored()
    {
        double[] series = Series(3, 600, "quiet");
        SsaChangeDetector detector = Detector(series);
        foreach (double missing in new[] { double.NaN, double.PositiveInfinity, -1e200 })
        {
            double expected = detector.Expected;
            Assert.Equal(new SsaChangeScore(expected, double.NaN, double.NaN, 0, false), detector.Add(missing));
            Assert.True(double.IsFinite(detector.Expected));
        }
    }

    [Fact]
    public void A_window_is_filled_first_where_the_stream_does_not_follow_the_training()
    {
        double[] series = Series(3, 2_000, "quiet");
        var anew = new SsaChangeDetector(SsaModel.Train(series.AsSpan(0, Trained), Season), isContinued: false);
        SsaChangeScore[] scores = [.. series[(Trained + 7)..(Trained + 107)].Select(x => anew.Add(x))];
        Assert.All(scores[..Season], score => Assert.True(double.IsNaN(score.Error) && score.Martingale == 0 && !score.IsChange));
        Assert.All(scores[Season..], score => Assert.True(double.IsFinite(score.Error) && !score.IsChange));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        SsaModel model = SsaModel.Train(new double[21], 10);
        Assert.Throws<ArgumentNullException>("model", () => new SsaChangeDetector(null!));
        Assert.Throws<ArgumentOutOfRangeException>("confidence", () => new SsaChangeDetector(model, 20, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("historyLength", () => new SsaChangeDetector(model, 0));
        Assert.Throws<ArgumentOutOfRangeException>("error", () => new SsaChangeDetector(model, error: (SsaError)9));
        Assert.Equal(2_000, new SsaChangeDetector(model, 20, 99).Threshold, 1e-9);
    }

    [Fact]
    public void Allocates_nothing()
    {
        var detector = new SsaChangeDetector(SsaModel.Train(Series(1, 100, "quiet"), Season));
        Assert.Equal(0, Allocation.Of(() => detector.Add(1)));
    }

    private static SsaChangeDetector Detector(double[] series) => new(SsaModel.Train(series.AsSpan(0, Trained), Season));

    private static List<int> Alarms(SsaChangeDetector detector, double[] series) =>
        [.. Enumerable.Range(Trained, series.Length - Trained).Where(t => detector.Add(series[t]).IsChange)];

    private static double[] Errors(SsaModel model, double[] series, SsaError measure)
    {
        var forecaster = new SubspaceForecaster(model, isContinued: false);
        var errors = new List<double>();
        foreach (double x in series)
        {
            if (forecaster.IsFull)
                errors.Add(Measure(x - forecaster.Next, forecaster.Next, measure, model.Rounding));
            forecaster.Add(x);
        }

        return [.. errors];
    }

    /// <summary>An error by its definition; a difference that may be rounding is none.</summary>
    private static double Measure(double difference, double expected, SsaError measure, double rounding) => measure switch
    {
        _ when Math.Abs(difference) <= rounding => 0,
        SsaError.SignedDifference => difference,
        SsaError.AbsoluteDifference => Math.Abs(difference),
        SsaError.SignedProportion => difference / expected,
        SsaError.AbsoluteProportion => Math.Abs(difference / expected),
        _ => difference * difference,
    };

    private static double Density(double z, double mean, double deviation) =>
        Math.Exp(-Math.Pow((z - mean) / deviation, 2) / 2) / deviation / Math.Sqrt(2 * Math.PI);

    /// <summary>By halving between -8 and 8.</summary>
    private static double InverseNormal(double p)
    {
        double low = -8, high = 8;
        for (int i = 0; i < 80; i++)
        {
            double middle = (low + high) / 2;
            double below = middle >= 0 ? 1 - NormalTail.Above(middle) : NormalTail.Above(-middle);
            (low, high) = below < p ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Two waves of 24 and 12 about 10 with normal noise of 1, and one of the changes at 980; or another quiet stream.</summary>
    private static double[] Series(int seed, int count, string kind)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double noise = 0;
        return [.. Enumerable.Range(0, count).Select(t =>
        {
            bool isAfter = t >= Change;
            double since = isAfter ? t - Change : 0, e = Normal();
            noise = 0.9 * noise + Math.Sqrt(0.19) * e;
            return kind switch
            {
                "white" => e,
                "heavy" => 10 + Wave(t) + e / Math.Sqrt((Math.Pow(Normal(), 2) + Math.Pow(Normal(), 2) + Math.Pow(Normal(), 2)) / 3),
                "follows" => 10 + Wave(t) + noise,
                "level +2" => 10 + Wave(t) + e + (isAfter ? 2 : 0),
                "level -5" => 10 + Wave(t) + e - (isAfter ? 5 : 0),
                "level +50" => 10 + Wave(t) + e + (isAfter ? 50 : 0),
                "slope 0.05" => 10 + Wave(t) + e + 0.05 * since,
                "slope -0.2" => 10 + Wave(t) + e - 0.2 * since,
                "period 20" => 10 + Wave(t + 0.2 * since) + e,
                "twice the season" => 10 + Wave(t) * (isAfter ? 2 : 1) + e,
                "a quarter later" => 10 + Wave(isAfter ? t + 6 : t) + e,
                "no season" => 10 + (isAfter ? 0 : Wave(t)) + e,
                "twice the noise" => 10 + Wave(t) + e * (isAfter ? 2 : 1),
                _ => 10 + Wave(t) + e,
            };
        })];
    }

    private static double Wave(double t) => 3 * Math.Sin(2 * Math.PI * t / 24) + 1.5 * Math.Cos(4 * Math.PI * t / 24);
}
