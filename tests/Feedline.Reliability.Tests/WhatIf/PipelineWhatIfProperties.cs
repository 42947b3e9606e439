using CsCheck;

namespace Feedline.Reliability.Tests.WhatIf;

public sealed class PipelineWhatIfProperties
{
    private static readonly Gen<SyntheticLayout> Layouts =
        from ranks in Gen.Int[1, 3]
        from stages in Gen.Int[1, 4]
        from chunks in Gen.Int[1, stages > 1 ? 2 : 1]
        from rounds in Gen.Int[1, 2]
        from steps in Gen.Int[1, 3]
        from overlaps in Gen.Bool
        from notes in Gen.Bool
        select new SyntheticLayout(ranks, stages, chunks, rounds * stages, steps) { Overlaps = overlaps, NotesEmptyExchanges = notes && chunks > 1 };

    private static readonly Gen<(SyntheticLayout Layout, int Seed)> Jobs = Gen.Select(Layouts, Gen.Int[0, 1_000_000]);

    [Fact]
    public void Slowing_an_operation_never_shortens_a_step() => Gen.Select(Jobs, Gen.Int[0, int.MaxValue], Gen.Double[0, 3]).Sample((job, which, seconds) =>
    {
        Dictionary<object, double> times = [];
        TraceOperation[] trace = Make(job.Layout, job.Seed, times);
        PipelineWhatIfReport before = Analysis.Of(trace);
        TraceOperation slowed = trace[which % trace.Length];
        PipelineWhatIfReport after = Analysis.Of(SyntheticTrace.Make(
            job.Layout, operation => times[Key(operation)] + (Key(operation).Equals(Key(slowed)) ? seconds : 0)));

        return before.Steps.Zip(after.Steps).All(steps => steps.Second.UndelayedSeconds >= steps.First.UndelayedSeconds - 1e-9);
    }, iter: 60);

    [Fact]
    public void The_order_of_rows_and_the_start_of_steps_do_not_matter() => Gen.Select(Jobs, Gen.Double[-1e3, 1e3]).Sample((job, shift) =>
    {
        TraceOperation[] trace = Make(job.Layout, job.Seed, []);
        TraceOperation[] shuffled = [.. trace.Select(operation => operation with { StartSeconds = operation.StartSeconds + (shift * operation.Step) })];
        new Random(job.Seed).Shuffle(shuffled);
        PipelineWhatIfReport one = Analysis.Of(trace);
        PipelineWhatIfReport other = Analysis.Of(shuffled);

        return Near(one.Slowdown, other.Slowdown) && Near(one.RecordedSeconds, other.RecordedSeconds) && one.Cause == other.Cause
            && one.ByStage.Zip(other.ByStage).All(pair => Near(pair.First.Slowdown, pair.Second.Slowdown));
    }, iter: 60);

    [Fact]
    public void All_times_longer_is_the_same_slowdown() => Gen.Select(Jobs, Gen.Double[2, 50]).Sample((job, factor) =>
    {
        Dictionary<object, double> times = [];
        PipelineWhatIfReport one = Analysis.Of(Make(job.Layout, job.Seed, times));
        PipelineWhatIfReport other = Analysis.Of(SyntheticTrace.Make(job.Layout, operation => factor * times[Key(operation)]));

        return Near(one.Slowdown, other.Slowdown) && Near(factor * one.IdealSeconds, other.IdealSeconds);
    }, iter: 60);

    [Fact]
    public void Whatever_is_missing_the_report_is_finite() => Gen.Select(Jobs, Gen.Double[0, 0.3]).Sample((job, share) =>
    {
        TraceOperation[] trace = Make(job.Layout, job.Seed, []);
        var random = new Random(job.Seed);
        TraceOperation[] left = [.. trace.Where(_ => random.NextDouble() >= share)];
        if (left.Length == 0)
            return true;

        try
        {
            PipelineWhatIfReport report = Analysis.Of(left);
            return double.IsFinite(report.Slowdown) && double.IsFinite(report.ReplayError) && double.IsFinite(report.LaunchSlowdown)
                && report.Slowdown > 0 && report.ByOperation.All(entry => double.IsFinite(entry.Slowdown))
                && (report.SlowestWorkersShare is not { } workers || double.IsFinite(workers.Removed + workers.Added))
                && (report.LastStageShare is not { } stage || double.IsFinite(stage.Removed + stage.Added))
                && report.MicroBatchShare is not double.NaN && report.MicroBatchCorrelation is null or (>= -1 and <= 1)
                && report.Steps.All(step => double.IsFinite(step.Slowdown));
        }
        catch (ArgumentException exception)
        {
            // Too little may be left of each step.
            return exception.ParamName == "operations";
        }
    }, iter: 100);

    [Fact]
    public void A_rank_with_fewer_micro_batches_waits_and_no_more() => Gen.Select(Gen.Int[2, 4], Gen.Int[1, 3]).Sample((stages, fewer) =>
    {
        // In one-forward-one-backward order a rank with fewer micro-batches does what the others do, without the last ones.
        var all = new SyntheticLayout(2, stages, 1, (2 * fewer) + stages, 2);
        SyntheticLayout some = all with { FewerOnLastRank = fewer };
        PipelineWhatIfReport full = Analysis.Of(SyntheticTrace.Make(all, operation => SyntheticTrace.Even(all, operation)));
        PipelineWhatIfReport report = Analysis.Of(SyntheticTrace.Make(some, operation => SyntheticTrace.Even(some, operation)));

        return report.Gaps.Missing > 0 && Near(1, report.Slowdown) && Near(full.UndelayedSeconds, report.UndelayedSeconds) && Near(0, report.ReplayError);
    }, iter: 20);

    private static TraceOperation[] Make(SyntheticLayout layout, int seed, Dictionary<object, double> times)
    {
        var random = new Random(seed);
        return SyntheticTrace.Make(layout, operation =>
        {
            if (!times.TryGetValue(Key(operation), out double seconds))
                times.Add(Key(operation), seconds = SyntheticTrace.Even(layout, operation) * (0.3 + random.NextDouble()));

            return seconds;
        });
    }

    private static object Key(TraceOperation operation) =>
        (operation.DataParallelRank, operation.Stage, operation.Step, operation.Type, operation.Sequence);

    private static bool Near(double left, double right) => Math.Abs(left - right) <= 1e-7 * Math.Max(1, Math.Abs(left));
}
