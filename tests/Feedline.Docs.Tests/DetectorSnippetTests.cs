using Feedline.Samples.Snippets;

namespace Feedline.Docs.Tests;

/// <summary>What the guide to detectors shows does what it says.</summary>
public sealed class DetectorSnippetTests
{
    [Fact]
    public void An_anomaly_is_found() =>
        Assert.Equal([350], Detectors.Anomalies(Values(400).Select((value, i) => ((long)i, i == 350 ? 9 : value))));

    [Fact]
    public void A_restored_detector_goes_on()
    {
        var detector = new SeriesDetector();
        foreach (double value in Values(200))
            detector.Observe(0, value);

        Assert.Equal(Detectors.Restart(detector).Observe(0, 1.7), detector.Observe(0, 1.7));
    }

    [Fact]
    public void A_rank_apart_is_found() =>
        Assert.Equal([5], Detectors.Apart(Values(8 * 300).Chunk(8).Select((step, t) => step.Select((x, rank) => t == 250 && rank == 5 ? x + 8 : x).ToArray()), 8));

    [Fact]
    public void A_stretch_and_a_change_are_found()
    {
        double[] values = [.. Values(1000).Select((value, i) => i is >= 600 and < 660 ? value + 3 : value)];
        Assert.StartsWith("rows 5", Assert.Single(Detectors.Stretches([.. Enumerable.Range(0, 1000).Select(i => (long)i)], values)), StringComparison.Ordinal);
        Assert.Equal([600, 660], Detectors.Changes(values));
    }

    private static IEnumerable<double> Values(int count)
    {
        var random = new Random(1);
        return Enumerable.Range(0, count).Select(_ => 1 + random.NextDouble());
    }
}
