namespace Feedline.Reliability.Tests.WhatIf;

public sealed class PipelineWhatIfTests
{
    private static readonly Dictionary<string, SyntheticLayout> ByName = new()
    {
        ["one worker"] = new SyntheticLayout(1, 1, 1, 4, 2),
        ["data-parallel only"] = new SyntheticLayout(4, 1, 1, 4, 3),
        ["pipeline only"] = new SyntheticLayout(1, 4, 1, 8, 2),
        ["both"] = new SyntheticLayout(2, 4, 1, 8, 3),
        ["fewer micro-batches than stages"] = new SyntheticLayout(2, 4, 1, 2, 2),
        ["one micro-batch"] = new SyntheticLayout(2, 3, 1, 1, 2),
        ["interleaved"] = new SyntheticLayout(2, 4, 2, 8, 2),
    };

    public static TheoryData<string> Layouts => [.. ByName.Keys];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Nothing_wrong_is_no_slowdown(string layout)
    {
        SyntheticLayout of = ByName[layout];
        PipelineWhatIfReport report = Analysis.Of(SyntheticTrace.Make(of, operation => SyntheticTrace.Even(of, operation)));

        Assert.Equal((of.Ranks, of.Stages, of.Chunks, of.Steps), (report.DataParallelSize, report.StageCount, report.ChunksPerStage, report.Steps.Length));
        Assert.Equal(1, report.Slowdown, 1e-9);
        Assert.Equal(1, report.LaunchSlowdown, 1e-9);
        Assert.Equal(0, report.ReplayError, 1e-9);
        Assert.All(report.ByOperation, entry => Assert.Equal(1, entry.Slowdown, 1e-9));
        Assert.All(report.ByWorker, entry => Assert.Equal(1, entry.Slowdown, 1e-9));
        Assert.Equal(of.Ranks * of.Stages, report.ByWorker.Length);
        Assert.Equal(SlowdownCause.None, report.Cause);
        Assert.Equal(0, report.Gaps.Missing);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Steps_are_what_the_slow_reference_has(string layout)
    {
        // Uneven times: the recorded, the undelayed and the ideal steps are each made again by the reference.
        var random = new Random(7);
        var times = new Dictionary<(int, int, long, string, int), double>();
        SyntheticLayout of = ByName[layout];
        TraceOperation[] late = SyntheticTrace.Make(of, Seconds, operation => 0.01 * (operation.Sequence % 3));
        PipelineWhatIfReport report = Analysis.Of(late);
        TraceOperation[] undelayed = SyntheticTrace.Make(of, Seconds);
        Dictionary<string, double> alike = times.GroupBy(entry => entry.Key.Item4).ToDictionary(
            kind => kind.Key,
            kind => kind.Key is OperationTypes.ForwardCompute or OperationTypes.BackwardCompute or OperationTypes.Optimizer or OperationTypes.GarbageCollection
                ? kind.Average(entry => entry.Value)
                : Median([.. kind.Select(entry => entry.Value)]));
        TraceOperation[] ideal = SyntheticTrace.Make(of, operation => alike[operation.Type]);

        Assert.Equal(StepSeconds(late), report.RecordedSeconds, 1e-9);
        Assert.Equal(StepSeconds(undelayed), report.UndelayedSeconds, 1e-9);
        Assert.Equal(StepSeconds(ideal), report.IdealSeconds, 1e-9);
        Assert.Equal(0, report.ReplayError, 1e-9);

        double Seconds(TraceOperation operation)
        {
            var key = (operation.DataParallelRank, operation.Stage, operation.Step, operation.Type, operation.Sequence);
            if (!times.TryGetValue(key, out double seconds))
                times.Add(key, seconds = SyntheticTrace.Even(of, operation) * (0.5 + random.NextDouble()));

            return seconds;
        }
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 3)]
    [InlineData(8, 1.5)]
    public void One_worker_of_a_data_parallel_job_slows_all_by_what_it_takes_more(int ranks, double factor)
    {
        var layout = new SyntheticLayout(ranks, 1, 1, 4, 3);
        PipelineWhatIfReport report = Analysis.Of(SyntheticTrace.Make(layout, operation =>
            SyntheticTrace.Even(layout, operation) * (operation.DataParallelRank == 1 && IsPass(operation) ? factor : 1)));

        // A rank's passes take 4 × (1 + 2) seconds; the tail has six operations beside the gather.
        double tail = 7 * layout.TailSeconds;
        double mean = (ranks - 1 + factor) / ranks;
        Assert.Equal(((12 * factor) + tail) / ((12 * mean) + tail), report.Slowdown, 1e-9);
        Assert.Equal([1], report.SlowestWorkers);
        Assert.InRange(report.SlowestWorkersShare!.Value.Removed, 0.9, 1.1);
        Assert.Equal(SlowdownCause.SlowWorker, report.Cause);
        Assert.Null(report.LastStageShare);
    }

    [Theory]
    [InlineData(4, 8, 2)]
    [InlineData(3, 12, 1.6)]
    public void A_longer_last_stage_is_stage_imbalance(int stages, int microBatches, double factor)
    {
        var layout = new SyntheticLayout(2, stages, 1, microBatches, 2) { LinkSeconds = 1e-9, TailSeconds = 1e-9 };
        PipelineWhatIfReport report = Analysis.Of(SyntheticTrace.Make(layout, operation =>
            SyntheticTrace.Even(layout, operation) * (operation.Stage == stages - 1 && IsPass(operation) ? factor : 1)));

        // The last stage never rests: the first pass comes to it through the others, the last goes back through them.
        double mean = (stages - 1 + factor) / stages;
        double expected = ((3 * (stages - 1)) + (3 * microBatches * factor)) / (3 * mean * (microBatches + stages - 1));
        Assert.Equal(expected, report.Slowdown, 1e-6);
        Assert.Equal(stages - 1, report.ByStage[0].Index);
        Assert.Equal(SlowdownCause.StageImbalance, report.Cause);
    }

    [Fact]
    public void A_slow_worker_in_a_pipeline_is_found()
    {
        var layout = new SyntheticLayout(4, 4, 1, 8, 3);
        PipelineWhatIfReport report = Analysis.Of(SyntheticTrace.Make(layout, operation =>
            SyntheticTrace.Even(layout, operation) * (operation is { DataParallelRank: 2, Stage: 1 } && IsPass(operation) ? 2 : 1)));

        Assert.Equal(SlowdownCause.SlowWorker, report.Cause);
        Assert.Equal([(1 * 4) + 2], report.SlowestWorkers);
        Assert.Equal((2, 1), (report.ByWorker[0].DataParallelRank, report.ByWorker[0].Stage));
    }

    [Fact]
    public void Sequences_of_different_length_are_found()
    {
        var layout = new SyntheticLayout(4, 4, 1, 8, 6);
        PipelineWhatIfReport report = Analysis.Of(SyntheticTrace.Make(layout, operation =>
            SyntheticTrace.Even(layout, operation) * (IsPass(operation) ? Length(operation) : 1)));

        Assert.Equal(SlowdownCause.SequenceLengthImbalance, report.Cause);
        Assert.InRange(report.MicroBatchCorrelation!.Value, 0.99, 1);

        // A few long ones among short ones, the same on all stages.
        static double Length(TraceOperation operation) =>
            new Random((int)((operation.Step * 10_007) + (operation.DataParallelRank * 101) + operation.MicroBatch)).NextDouble() < 0.2 ? 4 : 1;
    }

    [Fact]
    public void A_slow_network_is_found()
    {
        var layout = new SyntheticLayout(2, 4, 1, 8, 9) { LinkSeconds = 0.05 };
        PipelineWhatIfReport report = Analysis.Of(SyntheticTrace.Make(layout, operation =>
            SyntheticTrace.Even(layout, operation) * (operation.Step % 3 == 0 && IsExchange(operation) ? 40 : 1)));

        Assert.Equal(SlowdownCause.Communication, report.Cause);
    }

    [Fact]
    public void A_late_host_is_found()
    {
        var layout = new SyntheticLayout(2, 2, 1, 8, 3);
        PipelineWhatIfReport report = Analysis.Of(SyntheticTrace.Make(
            layout, operation => SyntheticTrace.Even(layout, operation), operation => IsPass(operation) ? 0.8 : 0));

        Assert.Equal(SlowdownCause.LaunchDelay, report.Cause);
        Assert.Equal(1, report.Slowdown, 1e-9);
        Assert.InRange(report.LaunchSlowdown, 1.2, 2);
    }

    [Fact]
    public void First_steps_can_be_left_out()
    {
        var layout = new SyntheticLayout(2, 2, 1, 4, 5);
        TraceOperation[] trace = SyntheticTrace.Make(layout, operation => SyntheticTrace.Even(layout, operation) * (operation.Step == 0 ? 5 : 1));

        Assert.InRange(Analysis.Of(trace).Slowdown, 0.99, 1.01);
        Assert.True(Analysis.Of(trace).RecordedSeconds > 1.5 * Analysis.Of(trace, 1).RecordedSeconds);
        Assert.Equal([1, 2, 3, 4], Analysis.Of(trace, 1).Steps.Select(step => step.Step));
    }

    private static bool IsPass(TraceOperation operation) => operation.Type is OperationTypes.ForwardCompute or OperationTypes.BackwardCompute;

    private static bool IsExchange(TraceOperation operation) => operation.Type
        is OperationTypes.ForwardSend or OperationTypes.ForwardReceive or OperationTypes.BackwardSend or OperationTypes.BackwardReceive;

    private static double StepSeconds(TraceOperation[] trace) => trace.GroupBy(operation => operation.Step)
        .Average(step => step.Max(operation => operation.StartSeconds + operation.Seconds) - step.Min(operation => operation.StartSeconds));

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
