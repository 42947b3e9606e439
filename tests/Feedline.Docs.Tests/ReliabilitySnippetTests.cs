using Feedline.Reliability;
using Feedline.Samples.Snippets;

namespace Feedline.Docs.Tests;

/// <summary>What the guide to the reliability models shows does what it says.</summary>
public sealed class ReliabilitySnippetTests
{
    [Fact]
    public void Outages_are_fitted()
    {
        var random = new Random(1);
        NodeOutage[] outages =
        [
            .. Enumerable.Range(0, 400).Select(i => { double start = 340 * random.NextDouble(); return new NodeOutage($"{i}", start, start + 0.5); }),
            .. Enumerable.Range(0, 40).Select(i => new NodeOutage("400", 5 + i * 8, 5.5 + i * 8)).Skip(1),
        ];
        (double rate, double shape, int lemons) = ReliabilityModels.Fit([.. outages.Where(outage => outage.Node != "0")]);

        Assert.Equal((399 + 39) / (400 * 349 - 438 * 0.5), rate, 5);
        Assert.True(shape > 0);
        Assert.Equal(1, lemons);
    }

    [Fact]
    public void Llama_3s_job_comes_out_as_the_guide_says()
    {
        (double mttf, double interval, double ettr) = ReliabilityModels.Formulas();
        Assert.Equal(11_136, mttf, 0.5);
        Assert.Equal(696, interval, 0.5);
        Assert.Equal(0.908, ettr, 0.0005);
    }

    [Fact]
    public void A_job_is_simulated()
    {
        FailureRate rate = FailureRate.FromCount(419, 2048 * 54, FailureDefinition.UnplannedInterruption);
        Assert.InRange(ReliabilityModels.Simulate(rate, replications: 50).Ettr.Value, 0.9, 0.97);
    }
}
