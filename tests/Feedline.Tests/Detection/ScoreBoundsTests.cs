using CsCheck;

namespace Feedline.Tests.Detection;

public sealed class ScoreBoundsTests
{
    // A score that is held back as the same anomaly is a fifth of what it would be.
    private const double Held = 0.2;

    private static readonly double Alarm = Math.Exp(-SeriesDetector.AlarmExpected) - 1e-12;

    private static readonly string[] Kinds = ["normal", "exponential", "heavy", "memory", "walk", "quantised", "season"];

    /// <summary>Series of all kinds with jumps in them, stopped anywhere: the next value is put beyond either bound.</summary>
    [Fact]
    public void A_value_beyond_a_bound_is_an_alarm() =>
        Gen.Select(Gen.Int[0, Kinds.Length - 1], Gen.Int[0, int.MaxValue], Gen.Int[SeriesDetector.WarmUp, 6000]).Sample((kind, seed, count) =>
        {
            byte[] state = Learn(Kinds[kind], seed, count);
            AnomalyScore any = Next(state, count, 0);
            Assert.True(any.Lower <= any.Upper);
            Assert.True(IsAlarm(Next(state, count, Beyond(any.Upper, any))));
            Assert.True(IsAlarm(Next(state, count, -Beyond(-any.Lower, any))));
        }, iter: 150);

    /// <summary>Quiet series, for else another view could alarm as well: the first corrections of the score are large, the last as large as they get.</summary>
    [Theory]
    [InlineData("normal", 120, 1)]
    [InlineData("normal", 400, 2)]
    [InlineData("normal", 5555, 3)]
    [InlineData("normal", 40_000, 1)]
    [InlineData("exponential", 5000, 2)]
    [InlineData("memory", 3000, 3)]
    [InlineData("quantised", 3333, 1)]
    [InlineData("season", 5100, 2)]
    public void A_value_within_the_bounds_is_no_alarm_and_one_beyond_is(string kind, int count, int seed)
    {
        var detector = new SeriesDetector();
        double[] values = Noise.Of(kind, count, seed);
        for (int i = 0; i < count; i++)
            detector.Observe(i * Noise.Interval, values[i]);
        byte[] state = detector.Save();
        AnomalyScore any = Next(state, count, 0);

        double margin = 1e-6 * (any.Upper - any.Lower);
        Assert.False(IsAlarm(Next(state, count, any.Upper - margin)));
        Assert.False(IsAlarm(Next(state, count, any.Lower + margin)));
        Assert.True(IsAlarm(Next(state, count, Beyond(any.Upper, any))));
        Assert.True(IsAlarm(Next(state, count, -Beyond(-any.Lower, any))));
    }

    [Fact]
    public void Changes_that_a_constant_had_before_leave_no_bound()
    {
        var detector = new SeriesDetector();
        AnomalyScore score = default;
        for (int i = 0; i < 3000; i++)
            score = detector.Observe(i * Noise.Interval, i is 500 or 1600 ? 100 : 7);

        Assert.Equal(double.PositiveInfinity, score.Upper);
        Assert.Equal(double.NegativeInfinity, score.Lower);
    }

    /// <summary>With spikes, jumps that stay and stretches that are stuck.</summary>
    private static byte[] Learn(string kind, int seed, int count)
    {
        double[] values = Noise.Of(kind, count, seed);
        var random = new Random(seed);
        double jump = 0;
        var detector = new SeriesDetector();
        for (int i = 0; i < count; i++)
        {
            jump += random.Next(1500) == 0 ? 20 * Noise.Normal(random) : 0;
            double spike = random.Next(500) == 0 ? 30 * Noise.Normal(random) : 0;
            detector.Observe(i * Noise.Interval, i > 0 && i / 40 % 50 == 7 ? values[i - i % 40] + jump : values[i] + jump + spike);
        }

        return detector.Save();
    }

    private static AnomalyScore Next(byte[] state, int count, double value) => SeriesDetector.Restore(state).Observe(count * Noise.Interval, value);

    private static double Beyond(double bound, AnomalyScore score) =>
        double.IsFinite(bound) ? bound + 1e-9 * (Math.Abs(bound) + Math.Abs(score.Expected) + (score.Upper - score.Lower)) : bound;

    private static bool IsAlarm(AnomalyScore score) =>
        !double.IsFinite(score.Observed) || score.Score >= Alarm || (score.Score >= Held * Alarm && score.Score <= Held);
}
