using CsCheck;

namespace Feedline.Reliability.Tests.Jitter;

public class JitterModelTests
{
    private const int Ranks = 4;
    private const int Steps = 1_000;
    private static readonly int[] Sizes = [2, 10, 1_000, 100_000];

    [Fact]
    public void Exponential_jitter_grows_with_the_logarithm_of_the_ranks()
    {
        // E[max of N] = 1 + 0.1 (1 + 1/2 + ... + 1/N): Rényi.
        JitterModel model = JitterModel.Fit(Times(1, random => 1 + 0.1 * Exponential(random)), Ranks);
        foreach (int ranks in new int[] { 1, 2, 8, 64, 1_024, 16_384 })
        {
            double truth = 1 + 0.1 * Enumerable.Range(1, ranks).Sum(i => 1.0 / i);
            JitterPrediction prediction = model.Predict(ranks, confidence: 0.99);
            Assert.True(prediction.StepTime.Contains(truth), $"{ranks}: {truth} {prediction}");
            Assert.Equal(truth, prediction.StepTime.Value, 0.12 * truth);
            Assert.Equal(model.MeanTime / prediction.StepTime.Value, prediction.Efficiency.Value, 0.02);
        }

        Assert.False(model.HasSharedSlowdowns);
        Assert.Equal(0.1, model.JitterDeviation, 0.01);
        Assert.Equal(0, model.TailShape, 0.2);
    }

    [Fact]
    public void What_all_ranks_share_is_not_amplified()
    {
        // A third of a second of pauses on average, shared; 10 ms of the ranks' own.
        var random = new Random(2);
        double[] times = new double[Ranks * Steps];
        double[] shared = [.. Enumerable.Range(0, Steps).Select(_ => Exponential(random) / 3)];
        for (int i = 0; i < times.Length; i++)
            times[i] = 1 + shared[i / Ranks] + 0.01 * Exponential(random);
        JitterModel model = JitterModel.Fit(times, Ranks);
        JitterPrediction prediction = model.Predict(16_384);
        Assert.True(model.HasSharedSlowdowns);
        Assert.Equal(1.0 / 3, model.SharedDeviation, 0.05);
        double truth = 1 + 1.0 / 3 + 0.01 * (Math.Log(16_384) + 0.5772);
        Assert.Equal(truth, prediction.StepTime.Value, 0.06 * truth);

        // The efficiency counts waiting only; the consistency index the shared pauses too.
        Assert.InRange(prediction.Efficiency.Value, 0.88, 0.97);
        Assert.Equal(model.PeakTime / prediction.StepTime.Value, prediction.ConsistencyIndex.Value, 0.02);
        Assert.InRange(prediction.ConsistencyIndex.Value, 0.66, 0.78);
    }

    [Fact]
    public void Stragglers_are_told_from_jitter()
    {
        var random = new Random(3);
        double[] times = [.. Enumerable.Range(0, Ranks * Steps).Select(i => 1 + (i % Ranks == 3 ? 0.2 : 0) + 0.01 * Exponential(random))];
        JitterModel model = JitterModel.Fit(times, Ranks);
        Assert.Equal(0.1, model.RankDeviation, 0.01);
        Assert.Equal(0.01, model.JitterDeviation, 0.001);
        double with = model.Predict(256).StepTime.Value;
        double without = model.Predict(256, withOffsets: false).StepTime.Value;
        Assert.Equal(model.MeanTime + 0.01 * (Math.Log(256) + 0.5772 - 1), without, 0.01);
        Assert.True(with > without + 0.1, $"{with} {without}");
    }

    [Fact]
    public void Steps_that_depend_on_each_other_tell_less()
    {
        double[] independent = Times(4, random => 1 + 0.1 * Exponential(random));
        double[] lasting = [.. independent];
        for (int i = 0; i < lasting.Length; i++)
            lasting[i] = independent[i / (10 * Ranks) * 10 * Ranks + i % Ranks];
        JitterModel free = JitterModel.Fit(independent, Ranks);
        JitterModel bound = JitterModel.Fit(lasting, Ranks);
        Assert.True(bound.EffectiveExcesses < free.EffectiveExcesses / 4, $"{free.EffectiveExcesses} {bound.EffectiveExcesses}");
        Assert.True(Width(bound.Predict(64).StepTime) > 1.5 * Width(free.Predict(64).StepTime));
    }

    [Fact]
    public void Ranks_that_jitter_in_the_same_steps_count_for_fewer()
    {
        // No rank is slow because another is, but in one step in ten all jitter ten times as much.
        var random = new Random(5);
        double[] times = new double[Ranks * Steps];
        for (int step = 0; step < Steps; step++)
        {
            double scale = random.NextDouble() < 0.1 ? 0.2 : 0.02;
            for (int rank = 0; rank < Ranks; rank++)
                times[step * Ranks + rank] = 2 + scale * Normal(random);
        }

        JitterModel model = JitterModel.Fit(times, Ranks);
        Assert.InRange(model.Dependence, 0.3, 0.95);
        double independent = 2 + 0.2 * 4;
        Assert.True(model.Predict(16_384).StepTime.Value < independent);
    }

    [Fact]
    public void Constant_times_stay_what_they_are()
    {
        JitterModel model = JitterModel.Fit([.. Enumerable.Repeat(0.3, 400)], Ranks);
        JitterPrediction prediction = model.Predict(16_384);
        Assert.Equal(new Estimate(0.3, 0.3, 0.3, 0.95), prediction.StepTime);
        Assert.Equal(1, prediction.Efficiency.Value);
        Assert.Equal(1, prediction.ConsistencyIndex.Value);
        Assert.Equal(0.3, model.PeakTime);
    }

    [Fact]
    public void Ranks_that_only_share_their_slowdowns_do_not_wait()
    {
        var random = new Random(10);
        double[] steps = [.. Enumerable.Range(0, Steps).Select(_ => 1 + Exponential(random))];
        JitterModel model = JitterModel.Fit([.. Enumerable.Range(0, Ranks * Steps).Select(i => steps[i / Ranks])], Ranks);
        JitterPrediction prediction = model.Predict(16_384);
        Assert.Equal(steps.Average(), prediction.StepTime.Value, 0.02);
        Assert.Equal(1, prediction.Efficiency.Value, 1e-6);
        Assert.InRange(prediction.ConsistencyIndex.Value, 0.4, 0.65);
    }

    [Fact]
    public void A_tail_without_a_mean_is_said()
    {
        JitterModel model = JitterModel.Fit(Times(6, random => 1 + Math.Pow(1 - random.NextDouble(), -2)), Ranks);
        Assert.True(model.TailShape > 1);
        JitterPrediction prediction = model.Predict(1_024);
        Assert.Equal(double.PositiveInfinity, prediction.StepTime.Value);
        Assert.Equal(0, prediction.Efficiency.Value);
        Assert.Equal(0, prediction.ConsistencyIndex.Value);
        Assert.True(double.IsFinite(prediction.TypicalStepTime.Value) && prediction.TypicalStepTime.Value > 1_024);
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals()
    {
        double[] times = Times(7, random => 1 + 0.1 * Exponential(random));
        Assert.Equal(JitterModel.Fit(times, Ranks).Predict(500), JitterModel.Fit(times, Ranks).Predict(500));
        Assert.NotEqual(JitterModel.Fit(times, Ranks).Predict(500), JitterModel.Fit(times, Ranks, seed: 2).Predict(500));
    }

    [Fact]
    public void Fewer_steps_seen_are_less_sure()
    {
        JitterModel model = JitterModel.Fit(Times(8, random => 1 + 0.1 * Exponential(random)), Ranks);
        double expected = Width(model.Predict(64).StepTime);
        double thousand = Width(model.PredictObserved(64, 1_000).StepTime);
        double ten = Width(model.PredictObserved(64, 10).StepTime);
        Assert.True(expected < thousand && thousand < ten, $"{expected} {thousand} {ten}");
        Assert.Equal(model.Predict(64).StepTime.Value, model.PredictObserved(64, 1_000).StepTime.Value, 0.01);
    }

    [Fact]
    public void More_ranks_never_take_less_and_nothing_is_out_of_range() => Cases.Sample((ranks, steps, shape, shared, offset, seed) =>
    {
        JitterModel model = JitterModel.Fit(Draw(ranks, steps, shape, shared, offset, seed), ranks);
        JitterPrediction before = model.Predict(1);
        Assert.Equal(1, before.Efficiency.Value);
        foreach (int count in Sizes)
        {
            JitterPrediction now = model.Predict(count);
            Assert.True(now.StepTime.Lower <= now.StepTime.Value && now.StepTime.Value <= now.StepTime.Upper, $"{now}");
            Assert.True(now.StepTime.Value >= before.StepTime.Value * (1 - 1e-6), $"{before} {now}");
            Assert.True(now.StepTime.Lower >= before.StepTime.Lower * (1 - 1e-6) && now.TypicalStepTime.Value >= before.TypicalStepTime.Value * (1 - 1e-6));
            Assert.InRange(now.Efficiency.Value, 0, 1);
            Assert.InRange(now.ConsistencyIndex.Value, 0, now.Efficiency.Value);
            Assert.False(double.IsNaN(now.StepTime.Upper + now.TypicalStepTime.Upper + now.Efficiency.Lower + now.ConsistencyIndex.Lower));
            before = now;
        }
    }, iter: 25);

    [Fact]
    public void The_unit_of_time_does_not_matter() => Cases.Sample((ranks, steps, shape, shared, offset, seed) =>
    {
        double[] seconds = Draw(ranks, steps, shape, shared, offset, seed);
        double[] doubled = [.. seconds.Select(time => 1_024 * time)];
        Estimate one = JitterModel.Fit(seconds, ranks).Predict(500).StepTime;
        Estimate other = JitterModel.Fit(doubled, ranks).Predict(500).StepTime;
        Assert.True(one.Value == other.Value || Math.Abs(1_024 * one.Value / other.Value - 1) < 1e-4, $"{one} {other}");
    }, iter: 10);

    [Fact]
    public void Bad_values_are_named()
    {
        double[] good = Times(9, random => 1 + Exponential(random));
        Assert.Equal("ranks", Assert.Throws<ArgumentOutOfRangeException>(() => JitterModel.Fit(good, 1)).ParamName);
        Assert.Equal("ranks", Assert.Throws<ArgumentOutOfRangeException>(() => JitterModel.Fit(good, 0)).ParamName);
        Assert.Equal("ownTimes", Assert.Throws<ArgumentException>(() => JitterModel.Fit(good.AsSpan(1), Ranks)).ParamName);
        Assert.Equal("ownTimes", Assert.Throws<ArgumentException>(() => JitterModel.Fit([], Ranks)).ParamName);
        Assert.Equal("ownTimes", Assert.Throws<ArgumentException>(() => JitterModel.Fit(good.AsSpan(0, 48), Ranks)).ParamName);
        foreach (double bad in new double[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            double[] times = [.. good];
            times[17] = bad;
            Assert.Equal("ownTimes", Assert.Throws<ArgumentOutOfRangeException>(() => JitterModel.Fit(times, Ranks)).ParamName);
        }

        JitterModel model = JitterModel.Fit(good, Ranks);
        Assert.Equal("ranks", Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(0)).ParamName);
        Assert.Equal("confidence", Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(8, 1)).ParamName);
        Assert.Equal("steps", Assert.Throws<ArgumentOutOfRangeException>(() => model.PredictObserved(8, 0)).ParamName);
    }

    private static readonly Gen<(int, int, double, bool, double, int)> Cases =
        Gen.Select(Gen.Int[2, 8], Gen.Int[25, 200], Gen.Double[0, 1.2], Gen.Bool, Gen.Double[0, 0.3], Gen.Int[0, 100_000]);

    private static double[] Draw(int ranks, int steps, double shape, bool shared, double offset, int seed)
    {
        var random = new Random(seed);
        double[] offsets = [.. Enumerable.Range(0, ranks).Select(_ => offset * random.NextDouble())];
        double[] times = new double[ranks * steps];
        for (int step = 0; step < steps; step++)
        {
            double common = shared ? Exponential(random) : 0;
            for (int rank = 0; rank < ranks; rank++)
                times[step * ranks + rank] = 1 + common + offsets[rank] + 0.1 * Math.Pow(1 - random.NextDouble(), -shape);
        }

        return times;
    }

    private static double[] Times(int seed, Func<Random, double> draw)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Ranks * Steps).Select(_ => draw(random))];
    }

    private static double Width(Estimate estimate) => estimate.Upper - estimate.Lower;

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    private static double Normal(Random random) => Math.Sqrt(2 * Exponential(random)) * Math.Cos(2 * Math.PI * random.NextDouble());
}
