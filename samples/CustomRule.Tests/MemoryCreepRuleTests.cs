using Feedline;

namespace Acme.Rules.Tests;

public sealed class MemoryCreepRuleTests
{
    private const double Gigabyte = 1e9;

    #region custom-test
    [Fact]
    public void Memory_that_is_never_given_back_is_found_with_its_rank()
    {
        using var rig = new RuleRig();
        rig.Run(200, (step, rank) => (10 * Gigabyte) + Wave(step) + (rank == 1 ? step * 10e6 : 0));

        Finding finding = Assert.Single(rig.Engine.ActiveFindings);
        Assert.Equal("gpu-memory-creep", finding.FailureMode.Id);
        Assert.Equal(1, Assert.Single(finding.Subjects).Rank);
        Assert.Contains("keeps 10.0 MB more at every step", finding.Message, StringComparison.Ordinal);
        Assert.Equal(["hw.gpu.memory.limit"], finding.MissingInputs);
    }
    #endregion

    [Fact]
    public void Where_the_limit_is_known_it_says_how_long_the_memory_lasts()
    {
        using var rig = new RuleRig();
        rig.Run(160, (step, _) => (10 * Gigabyte) + (step * 10e6), limit: 20 * Gigabyte);

        Finding finding = rig.Engine.ActiveFindings[0];
        Assert.Contains("full in about", finding.Message, StringComparison.Ordinal);
        Assert.Empty(finding.MissingInputs);
    }

    [Fact]
    public void Memory_that_is_given_back_in_time_is_none_of_its_business()
    {
        using var rig = new RuleRig();
        rig.Run(1_000, (step, _) => (10 * Gigabyte) + Wave(step) + (step % 100 * 10e6));

        Assert.Empty(rig.Engine.Findings);
        Assert.Equal(RuleOutcome.Ran, rig.Status.Outcome);
    }

    [Fact]
    public void A_finding_is_resolved_once_memory_is_given_back()
    {
        using var rig = new RuleRig();
        rig.Run(200, (step, rank) => (10 * Gigabyte) + (rank == 1 ? step * 10e6 : 0));
        rig.Run(64, (_, _) => 10 * Gigabyte);

        Assert.Empty(rig.Engine.ActiveFindings);
        Assert.Equal(FindingState.Resolved, Assert.Single(rig.Engine.Findings).State);
    }

    [Fact]
    public void Without_the_signal_its_status_says_what_is_missing()
    {
        using var rig = new RuleRig();
        rig.Run(10, (_, _) => double.NaN);

        Assert.Equal(RuleOutcome.MissingSignals, rig.Status.Outcome);
        Assert.Equal(["hw.gpu.memory.usage"], rig.Status.MissingSignals);
    }

    private static double Wave(long step) => Gigabyte * (step % 8) / 8;
}
