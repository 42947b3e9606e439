using System.Collections.Immutable;

namespace Feedline.Tests.Replay;

/// <summary>What the engine made of a recording.</summary>
internal sealed record Outcome(IReadOnlyList<JobDiagnosis> Jobs, ImmutableArray<Finding> Findings, IReadOnlyList<RuleStatus> Rules)
{
    /// <summary>What truly happened, where the recording is synthetic.</summary>
    public IReadOnlyList<SyntheticStep> Steps { get; private init; } = [];

    public JobDiagnosis Job => Assert.Single(Jobs);

    /// <summary>Findings above info.</summary>
    public IEnumerable<Finding> Alarms => Findings.Where(static finding => finding.Severity > FindingSeverity.Info);

    /// <summary>Replays a recording with an engine that has the time it needs, however slow the machine is.</summary>
    public static Outcome Of(IRecordedSource recording, double interval = 1, Action<FeedlineOptions>? configure = null)
    {
        var options = new FeedlineOptions { EvaluationBudget = null };
        configure?.Invoke(options);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = options }.Build();
        RecordingReplay.Run(engine, recording, TimeSpan.FromSeconds(interval), TestContext.Current.CancellationToken);
        var outcome = new Outcome(engine.Diagnose(), engine.Findings, engine.GetRuleStatus())
        {
            Steps = recording is SyntheticRecording synthetic ? synthetic.Steps : [],
        };
        outcome.IsSound();
        return outcome;
    }

    public static Outcome Of(SyntheticRun run, double interval = 1) => Of(run.Record(), interval);

    /// <summary>What holds of every diagnosis, whatever was recorded.</summary>
    public void IsSound()
    {
        Assert.All(Rules, static rule => Assert.True(rule.Failures == 0, $"{rule.RuleId}: {rule.LastFailure}"));
        foreach (Finding finding in Findings)
        {
            Assert.DoesNotContain("NaN", finding.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("∞", finding.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", finding.Message, StringComparison.Ordinal);
            Assert.InRange(finding.Confidence, 0, 1);
            Assert.All(finding.Evidence, static evidence => Assert.True(
                double.IsFinite(evidence.Observed) && double.IsFinite(evidence.Expected), evidence.ToString()));
            Assert.True(finding.StartUnixNanoseconds > 0, finding.Message);
            Assert.True(finding.EndUnixNanoseconds >= finding.StartUnixNanoseconds, finding.Message);
            Assert.True(finding.DetectedUnixNanoseconds >= finding.StartUnixNanoseconds, finding.Message);
        }

        Assert.All(Jobs, static job =>
        {
            IsSound(job.Ledger, job.WorldSize * (job.EndUnixNanoseconds - job.StartUnixNanoseconds));
            HasWholeWindows(job);
            Assert.All(job.Diagnoses, static diagnosis => Assert.True(
                double.IsFinite(diagnosis.LostGpuSeconds) && diagnosis.LostGpuSeconds >= 0, diagnosis.Root.Message));
        });
    }

    /// <summary>The sum closes, and nothing in it is less than nothing.</summary>
    private static void IsSound(GpuTimeLedger ledger, long gpuNanoseconds)
    {
        Assert.Equal(gpuNanoseconds, ledger.GpuNanoseconds);
        Assert.Equal(
            ledger.GpuNanoseconds,
            ledger.ProductiveNanoseconds + ledger.UnattributedNanoseconds + ledger.Losses.Sum(static loss => loss.GpuNanoseconds));
        Assert.True(ledger.ProductiveNanoseconds >= 0, "productive");
        Assert.True(ledger.UnattributedNanoseconds >= 0, "unattributed");
        Assert.All(ledger.Losses, static loss => Assert.True(loss.GpuNanoseconds > 0, loss.ToString()));
        Assert.InRange(ledger.Goodput, 0, 1);
        Assert.All(ledger.Losses, static loss => Assert.Equal(loss.GpuNanoseconds, loss.Parts.Sum(static part => part.GpuNanoseconds)));
    }

    /// <summary>The windows follow each other, each closes, and together they are the whole.</summary>
    private static void HasWholeWindows(JobDiagnosis job)
    {
        // Of more than a day the last day is kept.
        bool isWhole = job.EndUnixNanoseconds - job.StartUnixNanoseconds < UnixTime.ToNanoseconds(TimeSpan.FromMinutes(1439));
        long time = isWhole || job.Windows.IsEmpty ? job.StartUnixNanoseconds : job.Windows[0].StartUnixNanoseconds;
        Assert.InRange(job.Windows.Length, 0, 1440);
        foreach (LedgerWindow window in job.Windows)
        {
            Assert.Equal(time, window.StartUnixNanoseconds);
            IsSound(window.Ledger, job.WorldSize * (window.EndUnixNanoseconds - window.StartUnixNanoseconds));
            time = window.EndUnixNanoseconds;
        }

        Assert.Equal(job.EndUnixNanoseconds, time);
        if (!isWhole)
            return;

        Assert.Equal(job.Ledger.ProductiveNanoseconds, job.Windows.Sum(static window => window.Ledger.ProductiveNanoseconds));
        Assert.Equal(job.Ledger.UnattributedNanoseconds, job.Windows.Sum(static window => window.Ledger.UnattributedNanoseconds));
        foreach (LedgerLoss loss in job.Ledger.Losses)
        {
            Assert.Equal(loss.GpuNanoseconds, job.Windows.Sum(window =>
                window.Ledger.Losses.Where(part => part.Cause == loss.Cause && part.Layer == loss.Layer).Sum(static part => part.GpuNanoseconds)));
        }
    }

    /// <summary>Nothing is the matter.</summary>
    public void IsSilent() => Assert.True(!Alarms.Any(), ToText());

    /// <summary>The faults of the run are the roots above info, each once, and there are no others.</summary>
    public Outcome Shows(SyntheticRun run)
    {
        Diagnosis[] roots = [.. Job.Diagnoses.Where(static diagnosis => diagnosis.Root.Severity > FindingSeverity.Info)];
        Assert.True(run.Faults.Length == roots.Length, $"expected {string.Join("; ", run.Faults)}\n{ToText()}");
        foreach (SyntheticFault fault in run.Faults)
            Shows(run, fault);

        return this;
    }

    /// <summary>The fault is a root, in time, with the right ranks.</summary>
    public Finding Shows(SyntheticRun run, SyntheticFault fault)
    {
        // Some seconds or 20 steps, as long as steps then are; a checkpoint stall takes two checkpoints to be sure.
        double slack = Math.Max(5, StepsAfter(fault.From, 20) - fault.From);
        if (fault.Mode == FailureMode.Hang.Id)
            slack = Math.Max(5, 20 * run.StepSeconds);
        else if (fault.Kind == FaultKind.CheckpointStall)
            slack = Math.Max(slack, StepsAfter(fault.From, 2 * run.CheckpointEvery) - fault.From);

        Finding[] found =
        [
            .. Job.Diagnoses.Select(static diagnosis => diagnosis.Root)
                .Where(root => root.FailureMode.Id == fault.Mode && root.StartUnixNanoseconds < SyntheticRun.At(fault.To)
                    && root.EndUnixNanoseconds > SyntheticRun.At(fault.From)),
        ];
        Assert.True(found.Length == 1, $"expected once: {fault}\n{ToText()}");
        Finding finding = found[0];
        Assert.True(finding.Severity > FindingSeverity.Info, $"only info: {fault}\n{ToText()}");
        double start = UnixTime.ToSeconds(finding.StartUnixNanoseconds - SyntheticRun.At(fault.From));
        Assert.True(Math.Abs(start) <= slack, $"start off by {start:0.0} s: {fault}\n{ToText()}");

        double end = UnixTime.ToSeconds(finding.EndUnixNanoseconds - SyntheticRun.At(fault.To));
        Assert.True(finding.State != FindingState.Resolved || end > -slack, $"ends {-end:0.0} s early: {fault}\n{ToText()}");

        // A look every second is the least delay.
        double detected = UnixTime.ToSeconds(finding.DetectedUnixNanoseconds - SyntheticRun.At(fault.From));
        Assert.True(detected <= slack + 1, $"detected after {detected:0.0} s: {fault}\n{ToText()}");
        int[] ranks = [.. finding.Subjects.Select(static subject => subject.Rank!.Value).Order()];
        Assert.True(ranks.AsSpan().SequenceEqual(NamedRanks(run, fault)), $"wrong ranks: {fault}\n{ToText()}");
        return finding;
    }

    public string ToText() => string.Join('\n', Findings.Select(static finding =>
        $"{finding.FailureMode} {finding.Severity} {finding.State} [{string.Join(' ', finding.Subjects.Select(static subject => subject.Rank))}] "
        + $"{Seconds(finding.StartUnixNanoseconds):0.0}-{Seconds(finding.EndUnixNanoseconds):0.0} seen {Seconds(finding.DetectedUnixNanoseconds):0.0}: {finding.Message}"));

    /// <summary>When the nth step after a time ended.</summary>
    private double StepsAfter(double time, int count) =>
        Steps.Where(step => step.End > time).Select(static step => step.End).Skip(count).FirstOrDefault(Steps[^1].End);

    private static double Seconds(long time) => UnixTime.ToSeconds(time - SyntheticRun.At(0));

    private static int[] NamedRanks(SyntheticRun run, SyntheticFault fault) => fault.Kind switch
    {
        // The scheduler counts workers, it does not name them; of two ranks neither has a majority against it.
        FaultKind.Crash or FaultKind.LeaveForGood => [],
        FaultKind.Jitter or FaultKind.Corruption when run.World == 2 => [],
        _ => [.. fault.Ranks.Order()],
    };
}
