using System.Globalization;
using Feedline.Reliability;
using Feedline.Tool.WhatIf;

namespace Feedline.Tool.Tests.WhatIf;

public sealed class PublishedTraceTests
{
    /// <summary>Four significant digits.</summary>
    private const double FourDigits = 5e-5;

    [Theory]
    [InlineData("AR", SlowdownCause.SlowWorker)]
    [InlineData("ST", SlowdownCause.StageImbalance)]
    public async Task The_published_results_come_out(string name, SlowdownCause cause)
    {
        string file = SharedData.File($"straggler-whatif/trace-{name}.parquet");
        TraceOperation[] operations = await OperationTraceFile.ReadAsync(file, TestContext.Current.CancellationToken);
        PipelineWhatIfReport report = PipelineWhatIf.Analyze(operations, cancellationToken: TestContext.Current.CancellationToken);
        var published = new PublishedResult(name);

        Same(published.Slowdown, report.Slowdown);
        Same(published.LaunchSlowdown, report.LaunchSlowdown);
        Same(published.MeanOf("step_t_base"), report.RecordedSeconds);
        Same(published.MeanOf("step_t_nodelay"), report.UndelayedSeconds);
        Same(published.MeanOf("step_t_noblk"), report.IdealSeconds);
        Same(published.Table("blocking_decompose_by_optype"), report.ByOperation.ToDictionary(entry => entry.Operation, entry => entry.Slowdown));
        Same(published.Table("blocking_decompose_by_stage"), report.ByStage.ToDictionary(entry => Text(entry.Index), entry => entry.Slowdown));
        Same(published.Table("blocking_decompose_by_dp_rank"), report.ByDataParallelRank.ToDictionary(entry => Text(entry.Index), entry => entry.Slowdown));
        Same(published.Table("blocking_step_slowdown"), report.Steps.ToDictionary(step => step.Step.ToString(CultureInfo.InvariantCulture), step => step.Slowdown));
        Same(published.Workers, report.SlowestWorkersShare);
        Same(published.LastStage, report.LastStageShare);
        Assert.Equal(cause, report.Cause);
        Assert.InRange(report.ReplayError, 0, 1e-6);
        Assert.Equal((0, 0, 0, 0), (report.Gaps.Missing, report.Gaps.Repeated, report.Gaps.Unusable, report.Gaps.Unmodelled));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Same(Dictionary<string, double> expected, Dictionary<string, double> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, entry => Same(entry.Value, actual[entry.Key]));
    }

    // A share near 0 is a difference of steps that agree to seven digits, as the trace has them: its digits are absolute.
    private static void Same(SlowdownShare expected, SlowdownShare? actual)
    {
        Assert.Equal(expected.Removed, actual!.Value.Removed, Math.Max(2e-6, FourDigits * Math.Abs(expected.Removed)));
        Assert.Equal(expected.Added, actual.Value.Added, Math.Max(2e-6, FourDigits * Math.Abs(expected.Added)));
    }

    private static void Same(double expected, double actual) => Assert.Equal(expected, actual, FourDigits * expected);
}
