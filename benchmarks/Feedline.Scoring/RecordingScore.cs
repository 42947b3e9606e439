using Feedline.Sources;
using Feedline.Tests.Shared;

namespace Feedline.Scoring;

/// <summary>How well the diagnosis of one recording agrees with what was injected.</summary>
internal sealed class RecordingScore
{
    /// <summary>How many seconds a start may be off; of a checkpoint stall, two of its periods.</summary>
    private const double StartTolerance = 5;

    /// <summary>A fault must be found within so many seconds or so many steps, whichever is more.</summary>
    private const double DelaySeconds = 5;
    private const double DelaySteps = 20;

    public required string Name { get; init; }

    public required JobDiagnosis Diagnosis { get; init; }

    public required IReadOnlyList<FaultScore> Faults { get; init; }

    /// <summary>Findings above info that no fault of their mode explains.</summary>
    public required IReadOnlyList<Diagnosis> FalseFindings { get; init; }

    public required IReadOnlyList<LossScore> Losses { get; init; }

    public int Found => Faults.Count(fault => fault.Match is not null);

    public double UnattributedShare => (double)Diagnosis.Ledger.UnattributedNanoseconds / Diagnosis.Ledger.GpuNanoseconds;

    public bool Closes =>
        Diagnosis.Ledger.GpuNanoseconds == Diagnosis.Ledger.ProductiveNanoseconds + Diagnosis.Ledger.UnattributedNanoseconds
        + Diagnosis.Ledger.Losses.Sum(loss => loss.GpuNanoseconds);

    /// <summary>Diagnoses and scores a recording.</summary>
    /// <param name="folder">Its folder, with <c>truth.json</c>.</param>
    /// <param name="without">Signals to leave out, or null.</param>
    public static RecordingScore Of(string folder, SignalFamily? without = null)
    {
        using IRecordedSource recording = without is null
            ? OtlpRecording.Open([folder])
            : new ReducedRecording(OtlpRecording.Open([folder]), without.Signals);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        RecordingReplay.Run(engine, recording);
        JobDiagnosis diagnosis = engine.Diagnose().Single();
        IReadOnlyList<InjectedFault> faults = InjectedFault.Read(folder);
        using OtlpRecording again = OtlpRecording.Open([folder]);
        var baseline = new RunBaseline(StepLog.Of(again), faults);
        FaultScore[] scores = [.. faults.Select(fault => Score(fault, diagnosis, baseline))];
        return new RecordingScore
        {
            Name = Path.GetFileName(folder),
            Diagnosis = diagnosis,
            Faults = scores,
            FalseFindings =
            [
                .. diagnosis.Diagnoses.Where(found =>
                    found.Root.Severity > FindingSeverity.Info && !faults.Any(fault => FaultScore.Explains(fault, found.Root))),
            ],
            Losses = [.. Together(scores).Select(group => Loss(group, baseline))],
        };
    }

    private static FaultScore Score(InjectedFault fault, JobDiagnosis diagnosis, RunBaseline baseline) => new(
        fault,
        diagnosis.Diagnoses.Where(found => FaultScore.Explains(fault, found.Root)).MaxBy(found => found.Root.Severity),
        baseline.VisibleFrom(fault),
        fault.Mode == "checkpoint-stall" ? Math.Max(StartTolerance, 2 * baseline.CheckpointPeriod) : StartTolerance,
        Math.Max(DelaySeconds, DelaySteps * baseline.Step));

    private static LossScore Loss(List<FaultScore> group, RunBaseline baseline) => new(
        string.Join(" + ", group.Select(score => score.Fault.Mode)),
        baseline.LostTo([.. group.Select(score => score.Fault)]),
        group.Select(score => score.Match).OfType<Diagnosis>().Distinct().Sum(match => match.LostGpuSeconds));

    /// <summary>What overlaps in time cannot be told apart by a baseline, so it is judged together.</summary>
    private static List<List<FaultScore>> Together(IEnumerable<FaultScore> scores)
    {
        List<List<FaultScore>> groups = [];
        foreach (FaultScore score in scores.OrderBy(score => score.Fault.Start))
        {
            if (groups.Count > 0 && groups[^1].Any(other => other.Fault.End > score.Fault.Start))
                groups[^1].Add(score);
            else
                groups.Add([score]);
        }

        return groups;
    }
}
