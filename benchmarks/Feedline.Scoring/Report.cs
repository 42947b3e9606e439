using System.Globalization;

namespace Feedline.Scoring;

/// <summary>Prints scores as Markdown.</summary>
internal static class Report
{
    private static readonly double[] ConfidenceBounds = [0, 0.5, 0.8, 0.9, 0.95, 1.01];

    public static void Print(TextWriter output, RecordingScore score)
    {
        output.WriteLine($"## {score.Name}");
        output.WriteLine();
        output.WriteLine("| fault | ranks | found | named | start off by (s) | visible after (s) | found after that (s) | confidence |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (FaultScore fault in score.Faults)
            output.WriteLine(Row(fault));

        foreach (Diagnosis wrong in score.FalseFindings)
        {
            output.WriteLine(Text(
                $"| **false: {wrong.Root.FailureMode}** | {Ranks(wrong.Root)} | {wrong.Root.Severity} | {wrong.Root.Message} | +{UnixTime.ToSeconds(wrong.Root.StartUnixNanoseconds - score.Diagnosis.StartUnixNanoseconds):0.0} to +{UnixTime.ToSeconds(wrong.Root.EndUnixNanoseconds - score.Diagnosis.StartUnixNanoseconds):0.0} | | | {wrong.Root.Confidence:0.00} |"));
        }

        output.WriteLine();
        foreach (LossScore loss in score.Losses)
            output.WriteLine(Text($"Loss to {loss.Modes}: {loss.Attributed:0.0} GPU-s attributed, {loss.Expected:0.0} beyond the run's baseline{(loss.IsJudged ? Text($" ({100 * (loss.Ratio - 1):+0;-0;0} %)") : "")}  "));

        GpuTimeLedger ledger = score.Diagnosis.Ledger;
        output.WriteLine(Text(
            $"Ledger {(score.Closes ? "closes" : "DOES NOT CLOSE")}: {UnixTime.ToSeconds(ledger.GpuNanoseconds):0.0} GPU-s = {UnixTime.ToSeconds(ledger.ProductiveNanoseconds):0.0} productive + {string.Join(" + ", ledger.Losses.Select(loss => Text($"{loss.GpuSeconds:0.0} {loss.Cause}")))} + {UnixTime.ToSeconds(ledger.UnattributedNanoseconds):0.0} unattributed ({100 * score.UnattributedShare:0.00} %)"));
        output.WriteLine();
    }

    public static void PrintOverall(TextWriter output, IReadOnlyList<RecordingScore> scores)
    {
        FaultScore[] faults = [.. scores.SelectMany(score => score.Faults)];
        FaultScore[] found = [.. faults.Where(fault => fault.Match is not null)];
        FaultScore[] ranked = [.. faults.Where(fault => fault.Fault.Ranks.Length > 0)];
        LossScore[] losses = [.. scores.SelectMany(score => score.Losses).Where(loss => loss.IsJudged)];
        int wrong = scores.Sum(score => score.FalseFindings.Count);
        output.WriteLine("## Overall");
        output.WriteLine();
        output.WriteLine(Text($"- recall: {found.Length} of {faults.Length} faults"));
        output.WriteLine(Text($"- precision: {found.Length} of {found.Length + wrong} findings above info"));
        output.WriteLine(Text($"- ranks: {ranked.Count(fault => fault.IsRankRight)} of {ranked.Length} named exactly"));
        output.WriteLine(Text($"- start: {found.Count(fault => fault.IsStartRight)} of {found.Length} within 5 s (a checkpoint stall within two periods); the worst {found.Max(fault => Math.Abs(fault.StartError)):0.0} s"));
        output.WriteLine(Text($"- delay: {found.Count(fault => fault.IsInTime)} of {found.Length} within 5 s or 20 steps of when it can be seen; the worst {found.Max(fault => fault.Delay):0.0} s"));
        output.WriteLine(Text($"- loss: {losses.Count(loss => loss.IsRight)} of {losses.Length} within 20 % of the difference to the run's own baseline"));
        output.WriteLine(Text($"- ledger: {scores.Count(score => score.Closes)} of {scores.Count} close to the nanosecond; unattributed at most {100 * scores.Max(score => score.UnattributedShare):0.00} %"));
        output.WriteLine();
        PrintConfidence(output, scores);
    }

    public static void PrintReduced(TextWriter output, SignalFamily family, IReadOnlyList<RecordingScore> scores)
    {
        FaultScore[] faults = [.. scores.SelectMany(score => score.Faults)];
        FaultScore[] ranked = [.. faults.Where(fault => fault.Fault.Ranks.Length > 0)];
        string[] missed = [.. faults.Where(fault => fault.Match is null).GroupBy(fault => fault.Fault.Mode).Select(group => Text($"{group.Count()} {group.Key}"))];
        string[] wrong = [.. scores.SelectMany(score => score.FalseFindings).GroupBy(found => found.Root.FailureMode.Id).Select(group => Text($"{group.Count()} {group.Key}"))];
        output.WriteLine(Text(
            $"| {family.Name} | {faults.Count(fault => fault.Match is not null)} of {faults.Length} | {string.Join(", ", missed)} | {string.Join(", ", wrong)} | {ranked.Count(fault => fault.IsRankRight)} of {ranked.Length} | {100 * scores.Max(score => score.UnattributedShare):0.0} % |"));
    }

    /// <summary>How often findings are right, by the confidence they give: the check of its calibration.</summary>
    private static void PrintConfidence(TextWriter output, IReadOnlyList<RecordingScore> scores)
    {
        (double Confidence, bool IsRight)[] findings =
        [
            .. scores.SelectMany(score => score.Diagnosis.Diagnoses.Select(found =>
                (found.Root.Confidence, score.Faults.Any(fault => FaultScore.Explains(fault.Fault, found.Root))))),
        ];
        output.WriteLine("| confidence | findings | mean confidence | right |");
        output.WriteLine("|---|---|---|---|");
        for (int i = 0; i + 1 < ConfidenceBounds.Length; i++)
        {
            double low = ConfidenceBounds[i], high = ConfidenceBounds[i + 1];
            (double Confidence, bool IsRight)[] within = [.. findings.Where(finding => finding.Confidence >= low && finding.Confidence < high)];
            if (within.Length > 0)
                output.WriteLine(Text($"| {low:0.00} to {Math.Min(high, 1):0.00} | {within.Length} | {within.Average(finding => finding.Confidence):0.00} | {within.Count(finding => finding.IsRight) / (double)within.Length:0.00} |"));
        }

        output.WriteLine();
    }

    private static string Row(FaultScore score) => score.Match is null
        ? $"| {score.Fault.Mode} | {string.Join(' ', score.Fault.Ranks)} | **no** | | | | | |"
        : Text($"| {score.Fault.Mode} | {string.Join(' ', score.Fault.Ranks)} | yes | {(score.IsRankRight ? score.Fault.Ranks.Length > 0 ? "right" : "–" : $"**{(Ranks(score.Match.Root) is { Length: > 0 } ranks ? ranks : "none")}**")} | {Judged(score.StartError, score.IsStartRight)} | {UnixTime.ToSeconds(score.VisibleFrom - score.Fault.Start):0.0} | {Judged(score.Delay, score.IsInTime)} | {score.Match.Root.Confidence:0.00} |");

    private static string Judged(double value, bool isRight) => isRight ? Text($"{value:0.0}") : Text($"**{value:0.0}**");

    private static string Ranks(Finding finding) => string.Join(' ', finding.Subjects.Select(subject => subject.Rank));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
