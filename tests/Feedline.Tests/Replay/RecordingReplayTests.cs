using System.Collections.Immutable;

namespace Feedline.Tests.Replay;

public sealed class RecordingReplayTests
{
    private static readonly SyntheticRun Eventful = new()
    {
        Seed = 3,
        World = 8,
        Seconds = 110,
        CheckpointEvery = 60,
        EvaluationEvery = 310,
        Faults =
        [
            new SyntheticFault(FaultKind.CheckpointStall, 18, 36, 20),
            new SyntheticFault(FaultKind.Jitter, 26, 34, 1) { Ranks = [3] },
            new SyntheticFault(FaultKind.Straggler, 44, 52, 0.5) { Ranks = [5] },
            new SyntheticFault(FaultKind.HangSilent, 60, 72) { Ranks = [2] },
            new SyntheticFault(FaultKind.Crash, 84, 92) { Ranks = [1] },
        ],
    };

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1.5)]
    [InlineData(2)]
    public void Finds_the_same_however_often_it_looks(double interval)
    {
        Outcome usual = Outcome.Of(Eventful);
        Outcome outcome = Outcome.Of(Eventful, interval);

        Assert.Equal(Told(usual), Told(outcome));
        Assert.Equal(Eventful.Faults.Length, outcome.Job.Diagnoses.Count(static diagnosis => diagnosis.Root.Severity > FindingSeverity.Info));
    }

    [Fact]
    public void Finds_the_same_each_time()
    {
        Outcome first = Outcome.Of(Eventful);
        Outcome second = Outcome.Of(Eventful);

        Assert.Equal(Everything(first), Everything(second));
    }

    [Fact]
    public void An_empty_recording_is_no_job()
    {
        using var empty = new SyntheticRecording([], [], []);

        Assert.Empty(Outcome.Of(empty).Jobs);
    }

    [Fact]
    public void Days_without_a_sample_are_passed_over()
    {
        using SyntheticRecording whole = new SyntheticRun { Seconds = 60 }.Record();
        long pause = SyntheticRun.At(30);
        long days = UnixTime.ToNanoseconds(TimeSpan.FromDays(9));
        using var counted = new Counted(whole.Select((_, sample) => sample.Time < pause ? sample : sample with { Time = sample.Time + days }));

        Outcome outcome = Outcome.Of(counted);

        outcome.IsSilent();
        Assert.InRange(counted.Looks, 60, 400);
        Assert.InRange(UnixTime.ToSeconds(outcome.Job.EndUnixNanoseconds - outcome.Job.StartUnixNanoseconds), 9 * 86_400, (9 * 86_400) + 70);
    }

    [Fact]
    public void Of_two_ranks_one_that_is_heard_first_after_days_does_not_blame_the_other()
    {
        using SyntheticRecording whole = new SyntheticRun { World = 2, Seconds = 60 }.Record();
        long pause = SyntheticRun.At(30);
        long days = UnixTime.ToNanoseconds(TimeSpan.FromDays(2));

        Outcome.Of(whole.Select((_, sample) => sample.Time < pause ? sample : sample with { Time = sample.Time + days })).IsSilent();
    }

    [Fact]
    public void Ends_when_it_is_told_to()
    {
        using var source = new CancellationTokenSource();
        using SyntheticRecording recording = new SyntheticRun { Seconds = 30 }.Record();
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        using var cancelling = new Counted(recording) { After = 5, Then = source.Cancel };

        Assert.ThrowsAny<OperationCanceledException>(() => RecordingReplay.Run(engine, cancelling, cancellationToken: source.Token));
        Assert.InRange(cancelling.Looks, 5, 6);

        // The engine can go on.
        RecordingReplay.Run(engine, cancelling, cancellationToken: TestContext.Current.CancellationToken);
        Assert.False(recording.TryPeek(out _));
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        using SyntheticRecording recording = new SyntheticRun { Seconds = 5 }.Record();
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();

        Assert.Throws<ArgumentNullException>(() => RecordingReplay.Run(null!, recording, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentNullException>(() => RecordingReplay.Run(engine, null!, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            RecordingReplay.Run(engine, recording, TimeSpan.Zero, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Two_jobs_in_one_recording_are_told_apart()
    {
        SyntheticRun a = new() { Job = "a", Seed = 5, Seconds = 60, Faults = [new SyntheticFault(FaultKind.Straggler, 20, 40, 0.5) { Ranks = [1] }] };
        SyntheticRun b = new() { Job = "b", Seed = 6, Seconds = 60, World = 8, StepSeconds = 0.05, Faults = [new SyntheticFault(FaultKind.Jitter, 30, 45, 1) { Ranks = [6] }] };
        using SyntheticRecording first = a.Record();
        using SyntheticRecording second = b.Record();

        Outcome both = Outcome.Of(SyntheticRecording.Merge(first, second));

        Assert.Equal(["a", "b"], both.Jobs.Select(static job => job.Job));
        Assert.Equal(["compute-straggler 1"], Told(both with { Jobs = [both.Jobs[0]] }));
        Assert.Equal(["network-jitter 6"], Told(both with { Jobs = [both.Jobs[1]] }));
        Assert.Equal(Money(Outcome.Of(a)), Money(both with { Jobs = [both.Jobs[0]] }));
    }

    private static IEnumerable<string> Told(Outcome outcome) => outcome.Job.Diagnoses.Select(static diagnosis => diagnosis.Root)
        .Where(static root => root.Severity > FindingSeverity.Info)
        .Select(static root => $"{root.FailureMode} {string.Join(' ', root.Subjects.Select(static subject => subject.Rank))}".TrimEnd());

    private static string Money(Outcome outcome) =>
        $"{outcome.Job.Ledger.ProductiveNanoseconds} {string.Join(", ", outcome.Job.Ledger.Losses)} {outcome.Job.Ledger.UnattributedNanoseconds}";

    private static IEnumerable<string> Everything(Outcome outcome) =>
    [
        Money(outcome),
        .. outcome.Findings.Select(static finding =>
            $"{finding.Key} {finding.State} {finding.Severity} {finding.Confidence} {finding.StartUnixNanoseconds} {finding.EndUnixNanoseconds} "
            + $"{finding.DetectedUnixNanoseconds} {finding.Occurrences} {finding.Message} {string.Join(';', finding.Evidence)}"),
        .. outcome.Job.Diagnoses.Select(static diagnosis => $"{diagnosis.Root.Key} {diagnosis.LostGpuSeconds} {diagnosis.Effects.Length}"),
    ];

    /// <summary>Counts how often it is asked for samples.</summary>
    private sealed class Counted(SyntheticRecording recording) : IRecordedSource
    {
        public int Looks { get; private set; }

        public int After { get; init; } = -1;

        public Action? Then { get; init; }

        public bool TryPeek(out long unixNanoseconds) => recording.TryPeek(out unixNanoseconds);

        public void WriteUntil(ISignalWriter writer, long unixNanoseconds, CancellationToken cancellationToken)
        {
            recording.WriteUntil(writer, unixNanoseconds, cancellationToken);
            if (++Looks == After)
                Then?.Invoke();
        }

        public void Dispose() => recording.Dispose();
    }
}
