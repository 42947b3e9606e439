namespace Feedline.Tests.Rules;

public sealed class ApiRateLimitingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_healthy_api_has_no_findings(int seed)
    {
        using InferenceRig rig = new InferenceRig(seed).Healthy(1800).Run();

        Assert.Empty(rig.AboveInfo);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Who_draws_the_quota_is_told_from_who_suffers(int seed)
    {
        using InferenceRig rig = new InferenceRig(seed).Healthy(1800)
            .Key("batch", "team-b", "batch").Chance("batch", 0, 900, 0.1).Chance("batch", 900, 1500, 3, tokens: 2000)
            .Quota(200_000).Run();

        Finding finding = Assert.Single(rig.AboveInfo);
        Assert.Equal(("FL7001", "batch"), (finding.Rule.Id, Assert.Single(finding.Subjects).Key));
        Assert.InRange(UnixTime.ToSeconds(finding.StartUnixNanoseconds - InferenceRig.Start), 900, 960);
        Assert.InRange(UnixTime.ToSeconds(finding.DetectedUnixNanoseconds - finding.StartUnixNanoseconds), 0, 20);
        Assert.InRange(UnixTime.ToSeconds(finding.EndUnixNanoseconds - InferenceRig.Start), 1480, 1560);
        Assert.Equal(FindingState.Resolved, finding.State);
        Assert.Contains("key batch takes", finding.Message, StringComparison.Ordinal);
        Evidence limit = Assert.Single(finding.Evidence, evidence => evidence.Statistic.StartsWith("tokens a minute at", StringComparison.Ordinal));
        Assert.InRange(limit.Observed, 100_000, 210_000);
        Assert.Equal([SignalNames.InferenceTokenLimit], finding.MissingInputs);
        Assert.Equal(MitigationKind.Throttle, finding.Mitigations[0].Kind);
    }

    [Fact]
    public void A_key_at_a_limit_of_its_own_is_alone()
    {
        var rig = new InferenceRig(4);
        using (rig.Healthy(1800).Key("greedy", "o", "d").Chance("greedy", 600, 1200, 1, error: _ => rig.Roll(0.4) ? "429" : "").Run())
        {
            Finding finding = Assert.Single(rig.AboveInfo);
            Assert.Equal("greedy", Assert.Single(finding.Subjects).Key);
            Assert.Contains("at a limit of its own", finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_burst_is_worth_knowing_at_most()
    {
        using InferenceRig rig = new InferenceRig(5).Healthy(1800).Key("burst", "o", "d").Clock("burst", 700, 703, 0.1, error: _ => "429").Run();

        Finding finding = Assert.Single(rig.Findings, found => found.Rule.Id == "FL7001");
        Assert.Equal(FindingSeverity.Info, finding.Severity);
        Assert.Contains("in a burst", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_are_refused_alike_no_key_is_blamed()
    {
        var rig = new InferenceRig(6);
        for (int i = 0; i < 8; i++)
            rig.Key($"k{i}", "o", "d").Chance($"k{i}", 0, 1800, 0.5, error: time => time is > 900 and < 1300 && rig.Roll(0.3) ? "429" : "");

        using (rig.Run())
        {
            Finding finding = Assert.Single(rig.AboveInfo);
            Assert.Contains("no single key", finding.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("timeout")]
    [InlineData("504")]
    [InlineData("DeadlineExceeded")]
    public void Timeouts_are_found_with_the_tail_before_and_during(string error)
    {
        var rig = new InferenceRig(7);
        using (rig.Key("svc", "o", "d").Chance("svc", 0, 1800, 2, error: time => time is > 900 and < 1200 && rig.Roll(0.3) ? error : "").Run())
        {
            Finding finding = Assert.Single(rig.AboveInfo);
            Assert.Contains("time out", finding.Message, StringComparison.Ordinal);
            Assert.InRange(UnixTime.ToSeconds(finding.StartUnixNanoseconds - InferenceRig.Start), 890, 920);
            Assert.InRange(UnixTime.ToSeconds(finding.DetectedUnixNanoseconds - finding.StartUnixNanoseconds), 0, 20);
            Evidence tail = Assert.Single(finding.Evidence, evidence => evidence.Unit == "s");
            Assert.InRange(tail.Expected, 1, 2.1);
        }
    }

    [Fact]
    public void A_share_that_is_normal_here_is_learned()
    {
        // 3 % refused from beginning to end: retries of a client that is content with it.
        using InferenceRig rig = new InferenceRig(8).Healthy(3600, errorShare: 0.03).Run();

        Assert.Empty(rig.AboveInfo);
    }

    [Fact]
    public void Use_that_climbs_to_a_known_limit_is_told_before_it_gets_there()
    {
        using var rig = new InferenceRig(9);
        SeriesHandle limit = rig.Engine.Writer.GetOrAddSeries(
            SignalCatalog.Find(SignalNames.InferenceTokenLimit)!, [new Dimension(DimensionKeys.InferenceKey, "svc"), new Dimension(DimensionKeys.Model, "m")]);
        rig.Engine.Writer.Write(limit, InferenceRig.Start, 100_000);
        rig.Key("svc", "o", "d");
        for (int minute = 0; minute < 14; minute++)
            rig.Clock("svc", minute * 60, (minute * 60) + 59, 1, tokens: 400 + (75 * minute));

        rig.Run();
        Finding finding = Assert.Single(rig.Findings, found => found.Rule.Id == "FL7001");
        Assert.Equal((FindingSeverity.Info, "svc"), (finding.Severity, Assert.Single(finding.Subjects).Key));
        Assert.Contains("reaches the quota in", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_asks_more_often_than_it_may_is_refused_for_that()
    {
        using InferenceRig rig = new InferenceRig(12).Limit("hurried", SignalNames.InferenceRequestLimit, 60).Healthy(1500).Key("hurried", "o", "d")
            .Clock("hurried", 0, 600, 2, tokens: 10);
        rig.Clock("hurried", 600, 1500, 0.5, tokens: 10, error: _ => rig.Roll(0.5) ? "429" : "").Run();

        Finding finding = Assert.Single(rig.AboveInfo);
        Assert.Equal("hurried", Assert.Single(finding.Subjects).Key);
        Assert.Contains("at a limit of its own on requests", finding.Message, StringComparison.Ordinal);
        Evidence asked = Assert.Single(finding.Evidence, evidence => evidence.Unit == "{request}/min");
        Assert.Equal(60, asked.Expected);
        Assert.InRange(asked.Observed, 100, 121);
        Assert.Empty(finding.MissingInputs);
    }

    [Fact]
    public void Requests_that_climb_to_a_known_limit_are_told_before_they_get_there()
    {
        using InferenceRig rig = new InferenceRig(13).Limit("svc", SignalNames.InferenceRequestLimit, 60).Key("svc", "o", "d");
        for (int minute = 0; minute < 14; minute++)
            rig.Clock("svc", minute * 60, (minute * 60) + 59.5, 60.0 / (24 + (2 * minute)));

        rig.Run();
        Finding finding = Assert.Single(rig.Findings, found => found.Rule.Id == "FL7001");
        Assert.Equal(FindingSeverity.Info, finding.Severity);
        Assert.Contains("requests a minute", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inference_is_a_job_without_ranks_and_without_a_ledger()
    {
        using InferenceRig rig = new InferenceRig(10).Healthy(300).Run();

        JobDiagnosis diagnosis = Assert.Single(rig.Engine.Diagnose());
        Assert.Equal((0, 0L, 0L), (diagnosis.WorldSize, diagnosis.Ledger.GpuNanoseconds, diagnosis.Ledger.UnattributedNanoseconds));
        Assert.Empty(diagnosis.Ledger.Losses);
        Assert.All(diagnosis.Diagnoses, found => Assert.True(double.IsNaN(found.LostGpuSeconds)));
    }
}
