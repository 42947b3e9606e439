namespace Feedline.Tests.Rules;

public sealed class ZombieKeyTests
{
    [Theory]
    [InlineData(1, 0.7)]
    [InlineData(2, 5)]
    [InlineData(3, 30)]
    public void A_key_without_an_owner_that_asks_by_the_clock_is_found(int seed, double period)
    {
        using InferenceRig rig = new InferenceRig(seed).Healthy(1800).Key("old", "", "gone").Clock("old", 300, 1800, period).Run();

        Finding finding = Assert.Single(rig.AboveInfo);
        Assert.Equal(("FL7002", "old"), (finding.Rule.Id, Assert.Single(finding.Subjects).Key));
        Assert.Contains("has no owner, asks with the regularity of a machine", finding.Message, StringComparison.Ordinal);
        Assert.InRange(UnixTime.ToSeconds(finding.StartUnixNanoseconds - InferenceRig.Start), 299, 302);
        Assert.InRange(UnixTime.ToSeconds(finding.DetectedUnixNanoseconds - finding.StartUnixNanoseconds), 0, (33 * period) + 40);
        Assert.Equal(MitigationKind.RevokeKey, finding.Mitigations[0].Kind);
        Assert.Empty(finding.MissingInputs);
    }

    [Fact]
    public void A_service_that_asks_by_the_clock_is_none()
    {
        using InferenceRig rig = new InferenceRig(4).Healthy(1800).Key("probe", "team-p", "probe").Clock("probe", 0, 1800, 5).Run();

        Assert.DoesNotContain(rig.Findings, finding => finding.Rule.Id == "FL7002");
    }

    [Fact]
    public void No_owner_alone_is_worth_knowing_at_most()
    {
        using InferenceRig rig = new InferenceRig(5).Healthy(1800).Key("orphan", "", "svc").Chance("orphan", 0, 1800, 0.5).Run();

        Finding finding = Assert.Single(rig.Findings, found => found.Rule.Id == "FL7002");
        Assert.Equal(FindingSeverity.Info, finding.Severity);
    }

    [Fact]
    public void Sudden_use_after_a_long_silence_counts_where_owners_are_not_known()
    {
        using InferenceRig rig = new InferenceRig(6).Healthy(3600).Key("idle", null, null)
            .Chance("idle", 10, 60, 0.2).Clock("idle", 2400, 3600, 4).Run();

        Finding finding = Assert.Single(rig.AboveInfo, found => found.Rule.Id == "FL7002");
        Assert.Equal("idle", Assert.Single(finding.Subjects).Key);
        Assert.Contains("after a silence of", finding.Message, StringComparison.Ordinal);
        Assert.InRange(UnixTime.ToSeconds(finding.StartUnixNanoseconds - InferenceRig.Start), 2399, 2402);
    }

    [Fact]
    public void A_person_who_works_in_sessions_is_none()
    {
        var rig = new InferenceRig(7);
        rig.Healthy(7200).Key("person", "anna", "");
        for (int session = 0; session < 4; session++)
            rig.Chance("person", session * 1800, (session * 1800) + 300, 0.3);

        using (rig.Run())
            Assert.DoesNotContain(rig.AboveInfo, finding => finding.Rule.Id == "FL7002");
    }

    [Fact]
    public void Where_most_keys_have_no_owner_having_none_says_nothing()
    {
        var rig = new InferenceRig(8);
        for (int i = 0; i < 6; i++)
            rig.Key($"k{i}", i == 0 ? "o" : "", null).Chance($"k{i}", 0, 1800, 0.5);

        using (rig.Run())
            Assert.DoesNotContain(rig.Findings, finding => finding.Rule.Id == "FL7002");
    }

    [Fact]
    public void A_new_key_at_each_restart_is_one_finding_with_the_keys_left_behind()
    {
        var rig = new InferenceRig(9);
        rig.Healthy(3600);
        for (int pod = 0; pod < 5; pod++)
            rig.Key($"pod-{pod}", "team-w", "worker").Chance($"pod-{pod}", (pod * 700) + 5, (pod * 700) + 690, 0.4);

        using (rig.Run())
        {
            Finding finding = Assert.Single(rig.AboveInfo);
            Assert.Equal(["pod-0", "pod-1", "pod-2", "pod-3"], finding.Subjects.Select(subject => subject.Key));
            Assert.Contains("worker comes with a new key at each restart", finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_key_used_again_after_another_took_its_place_is_found_though_it_has_an_owner()
    {
        var rig = new InferenceRig(10);
        rig.Healthy(3600);
        for (int pod = 0; pod < 3; pod++)
            rig.Key($"pod-{pod}", "team-w", "worker").Chance($"pod-{pod}", (pod * 700) + 5, pod == 2 ? 3600 : (pod * 700) + 690, 0.4);

        using (rig.Clock("pod-0", 2600, 3600, 6).Run())
        {
            Finding finding = Assert.Single(rig.AboveInfo, found => found.Key.Discriminator == "key:pod-0");
            Assert.Contains("although another key has taken its place", finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Replicas_with_keys_of_their_own_are_no_restarts()
    {
        var rig = new InferenceRig(11);
        for (int pod = 0; pod < 6; pod++)
            rig.Key($"pod-{pod}", "team-w", "worker").Chance($"pod-{pod}", pod * 300, 3600, 0.4);

        using (rig.Run())
            Assert.DoesNotContain(rig.Findings, finding => finding.Rule.Id == "FL7002");
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void A_zombie_that_drains_the_quota_is_the_root_and_the_refusals_its_effect(int seed)
    {
        using InferenceRig rig = new InferenceRig(seed).Healthy(1800).Key("zombie", "", "")
            .Clock("zombie", 900, 1500, 0.5, tokens: 3000).Quota(200_000).Run();

        Diagnosis diagnosis = Assert.Single(Assert.Single(rig.Engine.Diagnose()).Diagnoses, found => found.Root.Severity > FindingSeverity.Info);
        Assert.Equal(("FL7002", FindingSeverity.Error), (diagnosis.Root.Rule.Id, diagnosis.Root.Severity));
        Assert.Equal("FL7001", Assert.Single(diagnosis.Effects).Rule.Id);
    }

    [Fact]
    public void Times_of_an_exporter_are_no_cadence()
    {
        // No info series: the requests are sums that an exporter sends every ten seconds.
        using InferenceRig rig = new InferenceRig(15).Clock("a", 0, 1800, 10).Clock("b", 0, 1800, 10).Run();

        Assert.DoesNotContain(rig.Findings, finding => finding.Rule.Id == "FL7002");
    }
}
