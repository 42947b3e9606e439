using CsCheck;

namespace Feedline.Tests.Detection;

public sealed class SeriesDetectorTests
{
    /// <summary>0.99 is to be one window in a hundred; less is cautious, and three times as many is the most that is allowed.</summary>
    [Theory]
    [InlineData("normal")]
    [InlineData("exponential")]
    [InlineData("heavy")]
    [InlineData("memory")]
    [InlineData("walk")]
    [InlineData("quantised")]
    [InlineData("season")]
    public void Quiet_windows_seldom_alarm(string kind)
    {
        const int First = 2100;
        int windows = 0, high = 0;
        for (int seed = 100; seed < 110; seed++)
        {
            AnomalyScore[] scores = Scores(Noise.Of(kind, First + 10_000, seed));
            for (int i = First; i < scores.Length; i += SeriesDetector.WindowLength, windows++)
                high += scores.AsSpan(i, SeriesDetector.WindowLength).ToArray().Any(score => score.Score >= 0.99) ? 1 : 0;
        }

        Assert.Equal(1000, windows);
        Assert.InRange(high, 0, 30);
    }

    [Theory]
    [InlineData("normal", 8)]
    [InlineData("exponential", 25)]
    [InlineData("season", 10)]
    public void A_spike_is_one_alarm(string kind, double height)
    {
        double[] values = Noise.Of(kind, 4000, seed: 5);
        values[3500] += height;
        AnomalyScore spike = Scores(values)[3500];

        Assert.True(spike.IsAnomalous);
        Assert.InRange(spike.Score, 0.99, 1);
        Assert.Equal(values[3500], spike.Observed);
        Assert.InRange(spike.Expected, spike.Lower, spike.Upper);
        Assert.True(spike.Observed > spike.Upper);
    }

    [Fact]
    public void A_shift_is_reported_once_and_then_learned()
    {
        double[] values = Noise.Of("normal", 5000, seed: 3);
        for (int i = 2500; i < values.Length; i++)
            values[i] += 20;
        AnomalyScore[] scores = Scores(values);

        Assert.Equal([2500], Alarms(scores).Where(i => i is >= 2500 and < 3500));
        Assert.InRange(scores[2700].Expected, 119, 121);
        Assert.DoesNotContain(scores.Skip(3100).Take(1000), score => score.Score >= 0.999);
    }

    [Fact]
    public void A_burst_of_noise_and_a_stuck_value_are_found()
    {
        var random = new Random(8);
        double[] burst = Noise.Of("normal", 4000, seed: 6);
        double[] stuck = [.. burst];
        for (int i = 3000; i < 3060; i++)
        {
            burst[i] = 100 + 4 * Noise.Normal(random);
            stuck[i] = 100;
        }

        Assert.Contains(Alarms(Scores(burst)), i => i is >= 3000 and < 3060);
        Assert.Contains(Alarms(Scores(stuck)), i => i is >= 3000 and < 3060);
    }

    [Fact]
    public void A_season_is_learned()
    {
        double[] values = Noise.Of("season", 6000, seed: 4);
        AnomalyScore[] scores = Scores(values);
        double error = Enumerable.Range(4500, 1500).Average(i => Math.Abs(scores[i].Expected - values[i]));

        // Of the noise itself 0.8 is left, whoever predicts.
        Assert.InRange(error, 0.7, 1.0);
    }

    [Fact]
    public void A_change_of_a_constant_is_an_alarm()
    {
        double[] values = [.. Enumerable.Repeat(7.0, 500)];
        Assert.All(Scores(values), score => Assert.InRange(score.Score, 0, 1e-4));

        values[400] = 7.001;
        Assert.Equal([400], Alarms(Scores(values)));
    }

    [Fact]
    public void A_short_series_scores_nothing()
    {
        AnomalyScore[] scores = Scores(Noise.Of("normal", SeriesDetector.WarmUp, seed: 1));

        Assert.All(scores, score => Assert.Equal((0, UnscoredReason.WarmUp, false), (score.Score, score.Reason, score.IsAnomalous)));
        Assert.Equal(UnscoredReason.None, Scores(Noise.Of("normal", SeriesDetector.WarmUp + 1, seed: 1))[^1].Reason);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e200)]
    public void What_is_not_finite_is_passed_over(double odd)
    {
        double[] values = Noise.Of("normal", 600, seed: 2);
        var with = new SeriesDetector();
        var without = new SeriesDetector();
        for (int i = 0; i < values.Length; i++)
        {
            if (i % 50 == 7)
                Assert.Equal((0, UnscoredReason.NotFinite), (with.Observe(i * Noise.Interval, odd).Score, with.Observe(i * Noise.Interval, odd).Reason));
            Assert.Equal(without.Observe(i * Noise.Interval, values[i]), with.Observe(i * Noise.Interval, values[i]));
        }
    }

    [Fact]
    public void After_a_gap_a_sample_is_not_judged()
    {
        (SeriesDetector detector, long time) = Learned();

        Assert.Equal((0, UnscoredReason.Gap), Outcome(detector.Observe(time += 50 * Noise.Interval, 130)));
        Assert.Equal(UnscoredReason.None, detector.Observe(time + Noise.Interval, 100).Reason);
    }

    [Fact]
    public void A_late_sample_is_passed_over_and_a_clock_set_back_is_followed()
    {
        (SeriesDetector detector, long time) = Learned();

        long back = time - 1000 * Noise.Interval;
        for (int i = 0; i < 7; i++)
            Assert.Equal((0, UnscoredReason.OutOfOrder), Outcome(detector.Observe(back += Noise.Interval, 100)));
        Assert.Equal((0, UnscoredReason.Gap), Outcome(detector.Observe(back += Noise.Interval, 100)));
        Assert.Equal(UnscoredReason.None, detector.Observe(back + Noise.Interval, 100).Reason);
    }

    [Fact]
    public void Samples_of_one_time_are_taken_in_turn()
    {
        (SeriesDetector detector, long time) = Learned();

        Assert.Equal(UnscoredReason.None, detector.Observe(time, 100).Reason);
        Assert.True(detector.Observe(time, 120).IsAnomalous);
    }

    [Fact]
    public void Any_samples_give_scores_between_0_and_1() =>
        Gen.Select(Gen.Double.Array[0, 400], Gen.Long.Array[400]).Sample((values, times) =>
        {
            var detector = new SeriesDetector();
            for (int i = 0; i < values.Length; i++)
            {
                AnomalyScore score = detector.Observe(times[i], values[i]);
                Assert.InRange(score.Score, 0, 1);
                Assert.True(score.Reason == UnscoredReason.None || score.Score == 0);
                Assert.True(!score.IsAnomalous || score.Score >= SeriesDetector.AlarmScore);
            }
        }, iter: 200);

    [Fact]
    public void A_sample_costs_no_allocation()
    {
        double[] values = Noise.Of("season", 30_000, seed: 1);
        var detector = new SeriesDetector();
        long least = long.MaxValue;
        for (int from = 0; from < values.Length; from += 10_000)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = from; i < from + 10_000; i++)
                detector.Observe(i * Noise.Interval, values[i]);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    internal static AnomalyScore[] Scores(double[] values)
    {
        var detector = new SeriesDetector();
        return [.. values.Select((value, i) => detector.Observe(i * Noise.Interval, value))];
    }

    private static int[] Alarms(AnomalyScore[] scores) => [.. Enumerable.Range(0, scores.Length).Where(i => scores[i].IsAnomalous)];

    private static (double Score, UnscoredReason Reason) Outcome(AnomalyScore score) => (score.Score, score.Reason);

    private static (SeriesDetector Detector, long Time) Learned()
    {
        double[] values = Noise.Of("normal", 1000, seed: 7);
        var detector = new SeriesDetector();
        for (int i = 0; i < values.Length; i++)
            detector.Observe(i * Noise.Interval, values[i]);
        return (detector, (values.Length - 1) * Noise.Interval);
    }
}
