using Feedline.Samples.Snippets;
using Feedline.Signals;

namespace Feedline.Docs.Tests;

/// <summary>What the guide to the kernels shows does what it says.</summary>
public sealed class SignalSnippetTests
{
    [Fact]
    public void Quantiles_come_of_unordered_values() =>
        Assert.Equal((50, 99), SignalKernels.Quantiles([.. Enumerable.Range(0, 101).Select(i => (double)(i * 37 % 101))]));

    [Fact]
    public void An_outlier_in_a_stream_is_counted() =>
        Assert.Equal(1, SignalKernels.CountOutliers([.. Enumerable.Range(0, 300).Select(i => i == 200 ? 9 : 1 + i % 7 * 0.001)]));

    [Fact]
    public void Thousands_of_ranks_wait_longer_than_eight() =>
        Assert.InRange(SignalKernels.SlowestOfMany(Waits(8_000)), 8, 11);

    [Fact]
    public void A_late_rank_is_named()
    {
        double[] waits = Waits(8 * 200);
        Assert.Equal(-1, SignalKernels.LateRank(waits, 8));
        for (int i = 5; i < waits.Length; i += 8)
            waits[i] += 0.8;
        Assert.Equal(5, SignalKernels.LateRank(waits, 8));
    }

    [Fact]
    public void A_period_is_found_and_none_where_there_is_none()
    {
        double[] noise = Waits(600);
        Assert.Equal(0, SignalKernels.CheckpointPeriod(noise));
        Assert.Equal(30, SignalKernels.CheckpointPeriod([.. noise.Select((x, t) => 0.9 - (t % 30 < 4 ? 0.6 : 0) + 0.02 * x)]), 0.5);
    }

    [Fact]
    public void A_delay_is_found_and_none_where_there_is_none()
    {
        double[] storage = Waits(400);
        double[] gpu = [.. Enumerable.Range(0, 400).Select(t => t < 7 ? 1 : 0.9 - 0.1 * storage[t - 7])];
        Assert.Equal(7, SignalKernels.Delay(storage, gpu));
        Assert.Null(SignalKernels.Delay(storage, Waits(400, seed: 2)));
    }

    [Fact]
    public void What_a_node_has_counted_arrives()
    {
        DDSketch ofNode = new(0.01, 1e-3, 1e3), ofAll = new(0.01, 1e-3, 1e3);
        ofNode.Add([1, 2, 3]);
        ofAll.Add([4, 5]);
        SignalKernels.Gather(ofNode, ofAll);
        Assert.Equal((5, 3, 3.0), (ofAll.Count, ofNode.Count, Math.Round(ofAll.Quantile(0.5), 1)));
    }

    /// <summary>Exponential waits with a mean of 1, the same on every run.</summary>
    private static double[] Waits(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => -Math.Log(1 - random.NextDouble()))];
    }
}
