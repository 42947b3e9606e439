namespace Feedline.Tests.Rules;

/// <summary>Logs that nobody would write on purpose: nothing is made up, and no number is none.</summary>
public sealed class HostileKeyTests
{
    [Fact]
    public void Requests_of_one_moment_one_request_and_none_say_nothing()
    {
        using var none = new InferenceRig(1);
        using InferenceRig one = new InferenceRig(2).Key("one", null, null).Clock("one", 5, 6, 10).Run();
        var rig = new InferenceRig(3);
        for (int i = 0; i < 40; i++)
            rig.Key("moment", null, null).Clock("moment", 5, 6, 10);

        using (rig.Run())
            Assert.Empty(none.Findings.Concat(one.Findings).Concat(rig.Findings));
    }

    [Fact]
    public void Many_keys_with_one_request_each_say_nothing()
    {
        var rig = new InferenceRig(4);
        for (int i = 0; i < 1500; i++)
            rig.Key($"k-{i}", null, null).Clock($"k-{i}", i, i + 1, 10);

        using (rig.Run())
            Assert.DoesNotContain(rig.Findings, finding => finding.Rule.Id == "FL7002");
    }

    [Fact]
    public void Many_short_clocks_one_after_another_say_nothing_each()
    {
        var rig = new InferenceRig(5);
        rig.Unnamed(3600);
        for (int i = 0; i < 300; i++)
            rig.Key($"k-{i}", null, null).Clock($"k-{i}", i * 10, (i * 10) + 60, 2);

        using (rig.Run())
        {
            Assert.Empty(rig.AboveInfo);
            Assert.All(rig.Findings, finding => Assert.All(finding.Evidence, evidence => Assert.True(double.IsFinite(evidence.Observed))));
        }
    }

    [Fact]
    public void Times_that_leap_two_days_ahead_are_no_silence_of_a_key()
    {
        const double Leap = 2 * 86_400;
        using InferenceRig rig = new InferenceRig(6).Key("a", null, null).Key("b", null, null)
            .Chance("a", 0, 600, 0.2).Chance("b", 0, 600, 0.2).Chance("a", Leap, Leap + 600, 0.2).Chance("b", Leap, Leap + 600, 0.2).Run();

        // All were silent: nobody asked.
        Assert.Empty(rig.AboveInfo);
    }
}
