namespace Feedline.Tests.Rules;

/// <summary>Zombie keys in logs that do not say who owns a key, or what runs with it.</summary>
public sealed class UnknownOwnerTests
{
    [Theory]
    [InlineData(1, 0.5, 0.02, 1)]
    [InlineData(2, 7, 0.1, 1)]
    [InlineData(3, 60, 0.1, 1)]
    [InlineData(4, 240, 0.1, 1)]
    [InlineData(5, 30, 0.1, 4)]
    public void A_clock_that_was_there_as_the_log_began_is_worth_knowing_at_most(int seed, double period, double jitter, int burst)
    {
        using InferenceRig rig = new InferenceRig(seed).Unnamed(3600).Key("clock", null, null).Ticks("clock", 0, 3600, period, jitter, burst).Run();

        Assert.Empty(rig.AboveInfo);
        Finding finding = Assert.Single(rig.Findings, finding => finding.Rule.Id == "FL7002");
        Assert.Equal("clock", Assert.Single(finding.Subjects).Key);
        Assert.InRange(finding.Confidence, 0.05, 0.2);
        Assert.Equal([DimensionKeys.InferenceKeyOwner, DimensionKeys.Deployment], finding.MissingInputs);
    }

    [Fact]
    public void A_clock_that_begins_in_the_middle_of_the_log_is_a_warning_of_little_confidence()
    {
        using InferenceRig rig = new InferenceRig(6).Unnamed(3600).Key("clock", null, null).Clock("clock", 1500, 3600, 9).Run();

        Finding finding = Assert.Single(rig.AboveInfo);
        Assert.Equal(("FL7002", "clock", FindingSeverity.Warning), (finding.Rule.Id, Assert.Single(finding.Subjects).Key, finding.Severity));
        Assert.InRange(finding.Confidence, 0.4, 0.6);
        Assert.Equal([DimensionKeys.InferenceKeyOwner, DimensionKeys.Deployment], finding.MissingInputs);
        Assert.Contains("the log does not say who minds it", finding.Message, StringComparison.Ordinal);
        Assert.InRange(UnixTime.ToSeconds(finding.StartUnixNanoseconds - InferenceRig.Start), 1499, 1502);
        // Worth knowing as soon as it is seen; a warning when it lasts.
        Assert.InRange(UnixTime.ToSeconds(finding.DetectedUnixNanoseconds - finding.StartUnixNanoseconds), 200, 240);
    }

    [Fact]
    public void A_clock_that_stops_within_minutes_is_none()
    {
        using InferenceRig rig = new InferenceRig(7).Unnamed(3600).Key("batch", null, null).Clock("batch", 1500, 2000, 1).Run();

        Assert.Empty(rig.AboveInfo);
    }

    [Fact]
    public void A_clock_that_goes_on_after_it_was_down_is_no_news_and_one_that_comes_instead_of_chance_is()
    {
        using InferenceRig probe = new InferenceRig(27).Unnamed(3600).Key("probe", null, null).Clock("probe", 0, 1200, 9).Clock("probe", 2400, 3600, 9).Run();
        using InferenceRig taken = new InferenceRig(28).Unnamed(3600).Key("taken", null, null).Chance("taken", 0, 1200, 0.1).Clock("taken", 2400, 3600, 9).Run();

        Assert.Empty(probe.AboveInfo);
        Assert.Equal("taken", Assert.Single(Assert.Single(taken.AboveInfo).Subjects).Key);
    }

    [Fact]
    public void Where_many_keys_ask_by_the_clock_doing_so_says_nothing()
    {
        var rig = new InferenceRig(8);
        rig.Unnamed(3600);
        for (int i = 0; i < 5; i++)
            rig.Key($"probe-{i}", null, null).Clock($"probe-{i}", i, 3600, 10 + i);

        using (rig.Run())
            Assert.DoesNotContain(rig.Findings, finding => finding.Rule.Id == "FL7002" && finding.State != FindingState.Resolved && finding.Severity > FindingSeverity.Info);
    }

    [Fact]
    public void An_owner_or_a_deployment_answers_for_a_clock()
    {
        using InferenceRig owned = new InferenceRig(9).Unnamed(3600).Key("clock", "team", null).Clock("clock", 0, 3600, 9).Run();
        using InferenceRig deployed = new InferenceRig(9).Unnamed(3600).Key("clock", null, "probe").Clock("clock", 0, 3600, 9).Run();

        Assert.DoesNotContain(owned.Findings.Concat(deployed.Findings), finding => finding.Rule.Id == "FL7002");
    }

    [Theory]
    [InlineData(10, 1.5)]
    [InlineData(11, 0.6)]
    public void A_key_that_was_hardly_used_and_is_in_use_after_a_long_silence_is_found(int seed, double rate)
    {
        using InferenceRig rig = new InferenceRig(seed).Unnamed(3600).Key("idle", null, null)
            .Chance("idle", 150, 230, 0.15).Chance("idle", 1500, 3600, rate).Run();

        Finding finding = Assert.Single(rig.AboveInfo);
        Assert.Equal("idle", Assert.Single(finding.Subjects).Key);
        Assert.Contains(", otherwise than before", finding.Message, StringComparison.Ordinal);
        Assert.InRange(finding.Confidence, 0.5, 0.8);
        Assert.InRange(UnixTime.ToSeconds(finding.StartUnixNanoseconds - InferenceRig.Start), 1499, 1510);
    }

    [Theory]
    [InlineData(12, 1200, 0.3)]
    [InlineData(29, 300, 0.3)]
    [InlineData(30, 500, 0.6)]
    public void A_service_that_was_down_and_goes_on_as_before_is_worth_knowing_at_most(int seed, double down, double rate)
    {
        using InferenceRig rig = new InferenceRig(seed).Unnamed(3600).Key("service", null, null)
            .Chance("service", 0, down, rate).Chance("service", down + 1100, 3600, rate).Run();

        Assert.Empty(rig.AboveInfo);
        Assert.Contains("after a silence", Assert.Single(rig.Findings, finding => finding.Rule.Id == "FL7002").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_requests_after_a_silence_are_worth_knowing_at_most()
    {
        using InferenceRig rig = new InferenceRig(13).Unnamed(3600).Key("idle", null, null)
            .Chance("idle", 0, 300, 0.2).Chance("idle", 3000, 3060, 0.2).Run();

        Assert.Empty(rig.AboveInfo);
        Assert.Single(rig.Findings, finding => finding.Rule.Id == "FL7002");
    }

    [Fact]
    public void A_silence_of_five_days_is_no_break()
    {
        const double Day = 86_400;
        using InferenceRig rig = new InferenceRig(31).Key("busy", null, null).Chance("busy", 0, (5.3 * Day) + 900, 0.005)
            .Key("idle", null, null).Chance("idle", 0, 600, 0.1).Chance("idle", 5.3 * Day, (5.3 * Day) + 300, 0.1).Run();

        Finding finding = Assert.Single(rig.AboveInfo);
        Assert.Equal("idle", Assert.Single(finding.Subjects).Key);
        Assert.InRange(finding.Confidence, 0.4, 0.6);
    }

    [Theory]
    [InlineData(14, 700)]
    [InlineData(15, 1300)]
    public void A_person_who_goes_on_after_a_break_is_worth_knowing_at_most(int seed, double pause)
    {
        var rig = new InferenceRig(seed);
        rig.Unnamed(3600).Key("person", null, null);
        for (double start = 60; start < 3300; start += 200 + pause)
            rig.Chance("person", start, start + 200, 0.15);

        using (rig.Run())
            Assert.DoesNotContain(rig.AboveInfo, finding => finding.Rule.Id == "FL7002");
    }

    [Fact]
    public void A_night_in_which_nobody_asks_is_no_silence_of_a_key()
    {
        var rig = new InferenceRig(16);
        for (int i = 0; i < 5; i++)
            rig.Key($"svc-{i}", null, null).Chance($"svc-{i}", 0, 1200, 0.3).Chance($"svc-{i}", 3600 + (100 * i), 4800, 0.3);

        // Something always goes on.
        using (rig.Key("night", null, null).Chance("night", 0, 4800, 0.03).Run())
            Assert.DoesNotContain(rig.Findings, finding => finding.Rule.Id == "FL7002");
    }

    [Theory]
    [InlineData(17, -10)]
    [InlineData(18, 5)]
    [InlineData(19, 25)]
    public void A_key_a_restart_is_found_by_its_use(int seed, double between)
    {
        var rig = new InferenceRig(seed);
        rig.Unnamed(3600);
        for (int pod = 0; pod < 6; pod++)
            rig.Key($"pod-{pod}", null, null).Chance($"pod-{pod}", pod * 600, ((pod + 1) * 600) - between, 0.4, tokens: 900);

        using (rig.Run())
        {
            Finding finding = Assert.Single(rig.AboveInfo);
            Assert.Equal(["pod-0", "pod-1", "pod-2", "pod-3", "pod-4"], finding.Subjects.Select(subject => subject.Key));
            Assert.Equal([DimensionKeys.Deployment], finding.MissingInputs);
            Assert.InRange(finding.Confidence, 0.6, 0.85);
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void Keys_that_come_and_go_or_are_replaced_once_are_no_restarts(int seed)
    {
        var rig = new InferenceRig(seed);
        var random = new Random(seed);
        rig.Unnamed(3600);
        for (int i = 0; i < 6; i++)
        {
            double start = 100 + (2600 * random.NextDouble());
            rig.Key($"short-{i}", null, null).Chance($"short-{i}", start, start + 200 + (500 * random.NextDouble()), 0.1 + random.NextDouble());
        }

        for (int i = 0; i < 3; i++)
        {
            double change = 600 + (2000 * random.NextDouble());
            rig.Key($"old-{i}", null, null).Chance($"old-{i}", 0, change, 0.3 + (0.4 * i)).Key($"new-{i}", null, null).Chance($"new-{i}", change + 5, 3600, 0.3 + (0.4 * i));
        }

        using (rig.Run())
            Assert.Empty(rig.AboveInfo);
    }

    [Fact]
    public void A_clock_that_drains_the_quota_is_the_root_of_the_refusals()
    {
        using InferenceRig rig = new InferenceRig(24).Unnamed(1800).Key("zombie", null, null)
            .Clock("zombie", 900, 1500, 0.5, tokens: 3000).Quota(200_000).Run();

        Diagnosis diagnosis = Assert.Single(Assert.Single(rig.Engine.Diagnose()).Diagnoses, found => found.Root.Severity > FindingSeverity.Info);
        Assert.Equal(("FL7002", FindingSeverity.Error), (diagnosis.Root.Rule.Id, diagnosis.Root.Severity));
        Assert.Equal("FL7001", Assert.Single(diagnosis.Effects).Rule.Id);
    }

    [Fact]
    public void Two_restarts_of_a_deployment_are_a_warning_and_one_rotation_is_none()
    {
        var rig = new InferenceRig(25);
        rig.Healthy(3600).Key("before", "team-r", "rotated").Chance("before", 0, 1500, 0.4).Key("after", "team-r", "rotated").Chance("after", 1505, 3600, 0.4);
        for (int pod = 0; pod < 3; pod++)
            rig.Key($"pod-{pod}", "team-w", "worker").Chance($"pod-{pod}", (pod * 1200) + 5, (pod + 1) * 1190, 0.4);

        using (rig.Run())
        {
            Finding finding = Assert.Single(rig.AboveInfo);
            Assert.Equal(["pod-0", "pod-1"], finding.Subjects.Select(subject => subject.Key));
            Assert.Equal(0.8, finding.Confidence);
        }
    }
}
