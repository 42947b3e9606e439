using Feedline.Tests.Replay;
using Feedline.Tests.Shared;

namespace Feedline.Scoring;

/// <summary>Scores diagnoses of random synthetic runs: how often a finding is right, by the confidence it gives.</summary>
internal static class SyntheticScore
{
    private static readonly double[] Bounds = [0, 0.6, 0.75, 0.85, 0.93, 0.97, 1.01];

    /// <summary>Fewer findings than this say nothing about one confidence.</summary>
    private const int LeastFindings = 10;

    /// <param name="output">Where the tables go.</param>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many runs.</param>
    public static void Print(TextWriter output, int first, int count)
    {
        var findings = new List<(string Mode, FindingSeverity Severity, double Confidence, bool IsRight, bool? IsWhoRight)>();
        var faults = new List<(string Mode, bool IsFound, bool IsReported)>();
        for (int seed = first; seed < first + count; seed++)
            Score(RandomRun.Of(seed), findings, faults);

        output.WriteLine(FormattableString.Invariant($"Synthetic runs {first} to {first + count - 1}: {faults.Count} faults, from a twentieth of strong to twice that; {findings.Count} findings at the root."));
        output.WriteLine();
        output.WriteLine("| confidence | findings | mean confidence | right | warnings and above | of them right |");
        output.WriteLine("|---|---|---|---|---|---|");
        for (int i = 0; i + 1 < Bounds.Length; i++)
        {
            var within = findings.Where(finding => finding.Confidence >= Bounds[i] && finding.Confidence < Bounds[i + 1]).ToArray();
            var above = within.Where(finding => finding.Severity > FindingSeverity.Info).ToArray();
            if (within.Length > 0)
                output.WriteLine(FormattableString.Invariant($"| {Bounds[i]:0.00} to {Math.Min(1, Bounds[i + 1]):0.00} | {within.Length} | {within.Average(finding => finding.Confidence):0.000} | {Share(within):0.000} | {above.Length} | {Share(above):0.000} |"));
        }

        output.WriteLine();
        output.WriteLine(FormattableString.Invariant($"Brier score {findings.Average(finding => Math.Pow(finding.Confidence - (finding.IsRight ? 1 : 0), 2)):0.0000}; calibration error (mean |confidence − share right| over the rows, weighted) {Error(findings):0.000}."));
        output.WriteLine();
        output.WriteLine("| failure mode | confidence | findings | right | that name ranks | of them the right ones |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var group in findings.GroupBy(finding => (finding.Mode, Confidence: Math.Round(finding.Confidence, 2))).Where(group => group.Count() >= LeastFindings).OrderBy(group => group.Key))
            output.WriteLine(FormattableString.Invariant($"| {group.Key.Mode} | {group.Key.Confidence:0.00} | {group.Count()} | {Share([.. group]):0.000} | {group.Count(finding => finding.IsWhoRight is not null)} | {group.Count(finding => finding.IsWhoRight == true)} |"));

        output.WriteLine();
        output.WriteLine("| failure mode | injected | found | above info | findings | right | mean confidence | above info | right |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (string mode in findings.Select(finding => finding.Mode).Concat(faults.Select(fault => fault.Mode)).Distinct().Order(StringComparer.Ordinal))
        {
            var injected = faults.Where(fault => fault.Mode == mode).ToArray();
            var of = findings.Where(finding => finding.Mode == mode).ToArray();
            var above = of.Where(finding => finding.Severity > FindingSeverity.Info).ToArray();
            output.WriteLine(FormattableString.Invariant(
                $"| {mode} | {injected.Length} | {injected.Count(fault => fault.IsFound)} | {injected.Count(fault => fault.IsReported)} | {of.Length} | {of.Count(finding => finding.IsRight)} | {(of.Length > 0 ? of.Average(finding => finding.Confidence) : double.NaN):0.00} | {above.Length} | {above.Count(finding => finding.IsRight)} |"));
        }
    }

    private static void Score(
        SyntheticRun run,
        List<(string Mode, FindingSeverity Severity, double Confidence, bool IsRight, bool? IsWhoRight)> findings,
        List<(string Mode, bool IsFound, bool IsReported)> faults)
    {
        using SyntheticRecording recording = run.Record();
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }.Build();
        RecordingReplay.Run(engine, recording);
        InjectedFault[] injected =
        [
            .. run.Faults.Select(fault => new InjectedFault(fault.Mode, [.. fault.Ranks], SyntheticRun.At(fault.From), SyntheticRun.At(fault.To))),
        ];
        Finding[] roots = [.. engine.Diagnose().SelectMany(job => job.Diagnoses).Select(diagnosis => diagnosis.Root)];
        foreach (Finding root in roots)
        {
            bool isRight = injected.Any(fault => FaultScore.Explains(fault, root));
            findings.Add((root.FailureMode.Id, root.Severity, root.Confidence, isRight, IsWhoRight(injected, root)));
            if (!isRight && Environment.GetEnvironmentVariable("FEEDLINE_SCORING_VERBOSE") is not null)
                Console.Error.WriteLine($"{run.Seed}: {root.FailureMode} {root.Severity} {root.Confidence:0.00}: {root.Message} [{string.Join("; ", run.Faults)}] without {string.Join(' ', run.Without)}");
        }

        foreach ((SyntheticFault fault, InjectedFault asInjected) in run.Faults.Zip(injected))
        {
            Finding[] found = [.. roots.Where(root => FaultScore.Explains(asInjected, root))];
            if (found.Length == 0 && Environment.GetEnvironmentVariable("FEEDLINE_SCORING_VERBOSE") is not null)
                Console.Error.WriteLine($"{run.Seed}: missed {fault} of {run.World} ranks, {run.StepSeconds} s a step, noise {run.Noise:0.0}, without {string.Join(' ', run.Without)}");

            faults.Add((fault.Mode, found.Length > 0, found.Any(root => root.Severity > FindingSeverity.Info)));
        }
    }

    /// <summary>Whether the ranks it names are those of a fault of its mode; null where it names none.</summary>
    private static bool? IsWhoRight(IEnumerable<InjectedFault> faults, Finding finding) => finding.Subjects.IsEmpty ? null : faults.Any(fault =>
        FaultScore.Explains(fault, finding) && fault.Ranks.Order().SequenceEqual(finding.Subjects.Select(subject => subject.Rank ?? -1).Order()));

    private static double Share((string Mode, FindingSeverity Severity, double Confidence, bool IsRight, bool? IsWhoRight)[] findings) =>
        findings.Length > 0 ? findings.Count(finding => finding.IsRight) / (double)findings.Length : double.NaN;

    private static double Error(List<(string Mode, FindingSeverity Severity, double Confidence, bool IsRight, bool? IsWhoRight)> findings) => findings
        .GroupBy(finding => Array.FindLastIndex(Bounds, bound => bound <= finding.Confidence))
        .Sum(row => row.Count() * Math.Abs(row.Average(finding => finding.Confidence) - Share([.. row]))) / findings.Count;
}
