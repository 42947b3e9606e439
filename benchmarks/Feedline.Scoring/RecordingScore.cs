using System.Globalization;
using Feedline.Sources;

namespace Feedline.Scoring;

/// <summary>How well the diagnosis of one recording agrees with what was injected.</summary>
internal sealed class RecordingScore
{
    /// <summary>After a fault the run may take so long to recover.</summary>
    private static readonly long Recovery = UnixTime.ToNanoseconds(TimeSpan.FromSeconds(10));

    public required string Name { get; init; }

    public required JobDiagnosis Diagnosis { get; init; }

    public required IReadOnlyList<Fault> Faults { get; init; }

    /// <summary>Per fault the finding of its mode that overlaps it, or null.</summary>
    public required IReadOnlyList<Diagnosis?> Matches { get; init; }

    /// <summary>Findings above info that no fault of their mode explains.</summary>
    public required IReadOnlyList<Diagnosis> FalseFindings { get; init; }

    public int Found => Matches.Count(match => match is not null);

    /// <summary>Faults with a rank whose finding names exactly that rank.</summary>
    public int RightRank => Faults.Zip(Matches).Count(pair => pair.First.Ranks.Length > 0 && HasRightRank(pair.First, pair.Second));

    public int WithRank => Faults.Count(fault => fault.Ranks.Length > 0);

    public bool Closes =>
        Diagnosis.Ledger.GpuNanoseconds == Diagnosis.Ledger.ProductiveNanoseconds + Diagnosis.Ledger.UnattributedNanoseconds
        + Diagnosis.Ledger.Losses.Sum(loss => loss.GpuNanoseconds);

    public static RecordingScore Of(string folder)
    {
        using OtlpRecording recording = OtlpRecording.Open([folder]);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        RecordingReplay.Run(engine, recording);
        JobDiagnosis diagnosis = engine.Diagnose().Single();
        IReadOnlyList<Fault> faults = Fault.Read(folder);
        return new RecordingScore
        {
            Name = Path.GetFileName(folder),
            Diagnosis = diagnosis,
            Faults = faults,
            Matches = [.. faults.Select(fault => diagnosis.Diagnoses.FirstOrDefault(found => Explains(fault, found.Root)))],
            FalseFindings =
            [
                .. diagnosis.Diagnoses.Where(found =>
                    found.Root.Severity > FindingSeverity.Info && !faults.Any(fault => Explains(fault, found.Root))),
            ],
        };
    }

    public static bool HasRightRank(Fault fault, Diagnosis? match) =>
        match is not null && match.Root.Subjects.Select(subject => subject.Rank ?? -1).Order().SequenceEqual(fault.Ranks.Order());

    public void Print(TextWriter output)
    {
        output.WriteLine($"## {Name}");
        output.WriteLine();
        output.WriteLine("| fault | ranks | found | named | start off by (s) | detected after (s) | confidence | GPU-seconds |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach ((Fault fault, Diagnosis? match) in Faults.Zip(Matches))
        {
            output.WriteLine(match is null
                ? $"| {fault.Mode} | {string.Join(' ', fault.Ranks)} | no | | | | | |"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {fault.Mode} | {string.Join(' ', fault.Ranks)} | yes | {Named(fault, match)} | {Seconds(match.Root.StartUnixNanoseconds - fault.Start):0.0} | {Seconds(match.Root.DetectedUnixNanoseconds - fault.Start):0.0} | {match.Root.Confidence:0.00} | {match.LostGpuSeconds:0.0} |"));
        }

        foreach (Diagnosis wrong in FalseFindings)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| **false: {wrong.Root.FailureMode}** | {string.Join(' ', wrong.Root.Subjects.Select(subject => subject.Rank))} | {wrong.Root.Severity} | {wrong.Root.Message} | +{Seconds(wrong.Root.StartUnixNanoseconds - Diagnosis.StartUnixNanoseconds):0.0} to +{Seconds(wrong.Root.EndUnixNanoseconds - Diagnosis.StartUnixNanoseconds):0.0} | {Seconds(wrong.Root.DetectedUnixNanoseconds - wrong.Root.StartUnixNanoseconds):0.0} | {wrong.Root.Confidence:0.00} | {wrong.LostGpuSeconds:0.0} |"));
        }

        GpuTimeLedger ledger = Diagnosis.Ledger;
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Ledger {(Closes ? "closes" : "DOES NOT CLOSE")}: {Seconds(ledger.GpuNanoseconds):0.0} GPU-s = {Seconds(ledger.ProductiveNanoseconds):0.0} productive + {string.Join(" + ", ledger.Losses.Select(loss => string.Create(CultureInfo.InvariantCulture, $"{loss.GpuSeconds:0.0} {loss.Cause}")))} + {Seconds(ledger.UnattributedNanoseconds):0.0} unattributed ({100.0 * ledger.UnattributedNanoseconds / ledger.GpuNanoseconds:0.00} %)"));
        output.WriteLine();
    }

    private static string Named(Fault fault, Diagnosis match) => fault.Ranks.Length == 0
        ? match.Root.Subjects.IsEmpty ? "–" : $"**wrong: {string.Join(' ', match.Root.Subjects.Select(subject => subject.Rank))}**"
        : HasRightRank(fault, match) ? "right" : $"**{string.Join(' ', match.Root.Subjects.Select(subject => subject.Rank))}**";

    private static bool Explains(Fault fault, Finding finding) =>
        finding.FailureMode.Id == fault.Mode
        && finding.StartUnixNanoseconds < fault.End + Recovery && finding.EndUnixNanoseconds > fault.Start;

    private static double Seconds(long nanoseconds) => UnixTime.ToSeconds(nanoseconds);
}
