namespace Feedline.Reliability.Tests.Failures;

public sealed class CorrelatedFailuresTests
{
    private static readonly FailureRate Rate = new(0.001, FailureDefinition.NodeHardware);

    [Fact]
    public void Domains_interrupt_a_job_once_for_all_their_nodes()
    {
        var model = new CorrelatedFailures(Rate, [new FailureDomain("rack", 8, 0.01), new FailureDomain("switch", 64, 0.02)]);
        Assert.Equal(100 * 0.001 + 13 * 0.01 + 2 * 0.02, model.JobFailuresPerDay(100), 12);
        Assert.Equal(86_400 / 0.27, model.MttfSeconds(100), 6);
        Assert.Equal(100 * (0.001 + 0.01 + 0.02), model.NodesLostPerDay(100), 12);
        Assert.Equal(Rate.MttfSeconds(100), new CorrelatedFailures(Rate, []).MttfSeconds(100));
    }

    [Fact]
    public void Bad_domains_are_named()
    {
        Assert.Equal("nodesPerDomain", Assert.Throws<ArgumentOutOfRangeException>(() => new FailureDomain("rack", 0, 1)).ParamName);
        Assert.Equal("failuresPerDay", Assert.Throws<ArgumentOutOfRangeException>(() => new FailureDomain("rack", 1, -1)).ParamName);
        Assert.Equal("nodes", Assert.Throws<ArgumentOutOfRangeException>(() => new CorrelatedFailures(Rate, []).MttfSeconds(0)).ParamName);
    }
}
