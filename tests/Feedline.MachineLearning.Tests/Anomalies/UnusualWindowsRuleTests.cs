using Feedline.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Feedline.MachineLearning.Tests.Anomalies;

public class UnusualWindowsRuleTests
{
    [Fact]
    public void Nothing_above_info_in_a_healthy_run() =>
        Assert.All(Findings("healthy"), finding => Assert.Equal(FindingSeverity.Info, finding.Severity));

    [Theory]
    [InlineData("network", Layer.Fabric)]
    [InlineData("storage", Layer.DatasetStorage)]
    public void Jitter_and_slow_reads_are_found_in_their_layer_with_what_they_show_in(string recording, Layer layer)
    {
        string folder = Recordings.Folder(recording);
        InjectedFault fault = InjectedFault.Read(folder)[0];
        Finding finding = Assert.Single(
            Findings(recording), finding => finding.StartUnixNanoseconds < fault.End && finding.EndUnixNanoseconds > fault.Start);
        Assert.Equal((layer, FailureMode.Anomaly, FindingSeverity.Warning), (finding.Layer, finding.FailureMode, finding.Severity));
        Assert.InRange(UnixTime.ToSeconds(finding.StartUnixNanoseconds - fault.Start), -2, 5);
        Assert.Equal(6, finding.Evidence.Length);
        Assert.All(finding.Evidence, evidence => Assert.True(double.IsFinite(evidence.Observed) && double.IsFinite(evidence.Expected)));
    }

    [Fact]
    public void A_container_adds_the_rule()
    {
        var services = new ServiceCollection();
        services.AddFeedline().AddUnusualWindows(options => options.Components = 4);
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Contains(provider.GetRequiredService<DiagnosticEngine>().Rules, rule => rule.Id == "FL3101");
    }

    [Fact]
    public void Bad_options_are_refused_where_they_are_given() =>
        Assert.Throws<ArgumentOutOfRangeException>("AlarmScore", () => new DiagnosticEngineBuilder().AddUnusualWindows(options => options.AlarmScore = 2));

    private static List<Finding> Findings(string recording)
    {
        using var source = OtlpRecording.Open([Recordings.Folder(recording)]);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null, UseBuiltInRules = false } }
            .AddUnusualWindows(options => options.TrainInBackground = false)
            .Build();
        RecordingReplay.Run(engine, source);
        Assert.Equal(0, Assert.Single(engine.GetRuleStatus(), status => status.RuleId == "FL3101").Failures);
        return [.. engine.Findings];
    }
}
