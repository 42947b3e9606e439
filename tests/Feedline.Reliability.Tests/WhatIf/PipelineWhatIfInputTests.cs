namespace Feedline.Reliability.Tests.WhatIf;

public sealed class PipelineWhatIfInputTests
{
    private static readonly SyntheticLayout Layout = new(2, 2, 1, 4, 3);

    [Fact]
    public void Nothing_is_refused()
    {
        Assert.Equal("operations", Refused([]));
        Assert.Equal("operations", Refused([Even()[0] with { Type = "evaluation" }]));
        Assert.Equal("operations", Refused([.. Even().Select(operation => operation with { Seconds = double.NaN })]));
        Assert.Equal("operations", Refused([.. Even().Select(operation => operation with { Stage = 5_000 })]));
        Assert.Equal("operations", Refused([.. Even().Where(operation => operation.DataParallelRank == (int)(operation.Step % 2))]));
        Assert.Equal("operations", Refused([.. Even().Select(operation => operation with { StartSeconds = 0, Seconds = 0 })]));
    }

    [Fact]
    public void Steps_cannot_be_skipped_that_are_not_there()
    {
        Assert.Equal("skippedSteps", Assert.Throws<ArgumentOutOfRangeException>(() => Analysis.Of(Even(), -1)).ParamName);
        Assert.Equal("operations", Assert.Throws<ArgumentException>(() => Analysis.Of(Even(), 3)).ParamName);
    }

    [Fact]
    public void What_is_left_out_is_counted()
    {
        TraceOperation[] even = Even();
        int removed = Array.FindIndex(even, operation => operation is { Type: OperationTypes.ForwardCompute, DataParallelRank: 1, Step: 1 });
        TraceOperation[] trace =
        [
            .. even.Where((_, i) => i != removed && (even[i].Step < 2 || even[i].DataParallelRank == 0)),
            even[0],
            even[1] with { Seconds = -1 },
            even[2] with { Type = "evaluation" },
            even[3] with { Type = "profile" },
        ];
        PipelineWhatIfReport report = Analysis.Of(trace);

        Assert.Equal((1, 1, 1, 2), (report.Gaps.Missing, report.Gaps.Repeated, report.Gaps.Unusable, report.Gaps.Unmodelled));
        Assert.Equal(["evaluation", "profile"], report.Gaps.UnmodelledTypes);
        Assert.Equal([2], report.Gaps.IncompleteSteps);
        Assert.Equal([0, 1], report.Steps.Select(step => step.Step));
    }

    [Fact]
    public void Numbers_that_were_not_recorded_are_made_up()
    {
        TraceOperation[] bare = [.. Even().Select(operation => operation with { Rank = -1, GlobalModelChunk = -1, MicroBatch = -1 })];
        PipelineWhatIfReport report = Analysis.Of(bare);

        Assert.Equal(1, report.Slowdown, 1e-9);
        Assert.Equal([0, 1, 2, 3], report.ByWorker.Select(worker => worker.Rank).Order());
    }

    [Fact]
    public void A_cancelled_analysis_ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => PipelineWhatIf.Analyze(Even(), cancellationToken: source.Token));
    }

    private static TraceOperation[] Even() => SyntheticTrace.Make(Layout, operation => SyntheticTrace.Even(Layout, operation));

    private static string? Refused(TraceOperation[] operations) => Assert.Throws<ArgumentException>(() => Analysis.Of(operations)).ParamName;
}
