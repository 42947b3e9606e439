namespace Feedline.Tests.Detection;

/// <summary>Series of few different values.</summary>
public sealed class RareValueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_spike_on_values_rounded_to_a_few_steps_is_an_alarm(int seed)
    {
        double[] values = Noise.Of("quantised", 4000, seed);
        values[3500] = 12;
        AnomalyScore[] scores = SeriesDetectorTests.Scores(values);

        Assert.True(scores[3500].IsAnomalous, $"{scores[3500]}");
    }

    /// <summary>Zeros, and a one now and then: three times the false alarms stated are the most that is allowed, from the start.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Zeros_and_ones_seldom_alarm(double share)
    {
        int windows = 0, high = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            AnomalyScore[] scores = SeriesDetectorTests.Scores([.. Enumerable.Range(0, 2100).Select(_ => random.NextDouble() < share ? 1.0 : 0)]);
            for (int i = SeriesDetector.WarmUp; i < scores.Length; i += SeriesDetector.WindowLength, windows++)
                high += scores.AsSpan(i, SeriesDetector.WindowLength).ToArray().Any(score => score.Score >= SeriesDetector.AlarmScore) ? 1 : 0;
        }

        Assert.Equal(2000, windows);
        Assert.InRange(high, 0, 60);
    }
}
