using System.Globalization;
using Feedline.Sources;

namespace Feedline.UsageScoring;

/// <summary>How well the findings of one log agree with what was planted in it.</summary>
internal sealed class ScenarioScore
{
    public required string Name { get; init; }

    public required Scenario Scenario { get; init; }

    /// <summary>All findings above info, effects too.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>All findings, those that are only worth knowing too.</summary>
    public required IReadOnlyList<Finding> All { get; init; }

    public required IReadOnlyList<Finding?> Matches { get; init; }

    public required IReadOnlyList<Finding> False { get; init; }

    /// <summary>Whether refusals that a planted key caused are told as its effect.</summary>
    public required bool? IsJoined { get; init; }

    public static ScenarioScore Of(string name, Scenario scenario, string folder, LogColumns columns)
    {
        string file = Path.Combine(folder, name + ".csv");
        scenario.Write(file, columns);
        using UsageLog log = UsageLog.Open(file);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }.Build();
        RecordingReplay.Run(engine, log);
        JobDiagnosis diagnosis = engine.Diagnose().Single();
        if (engine.GetRuleStatus().Any(status => status.Failures > 0))
            throw new InvalidOperationException(string.Join(", ", engine.GetRuleStatus().Select(status => status.LastFailure)));

        Finding[] all = [.. engine.Findings];
        Finding[] above = [.. diagnosis.Diagnoses.SelectMany(found => found.Effects.Prepend(found.Root)).Where(finding => finding.Severity > FindingSeverity.Info)];
        bool drained = scenario.Faults.Any(fault => fault.Kind == "drain");
        File.Delete(file);
        return new ScenarioScore
        {
            Name = name,
            Scenario = scenario,
            Findings = above,
            All = all,
            Matches = [.. scenario.Faults.Select(fault => above.LastOrDefault(finding => Explains(fault, finding)))],
            False = [.. above.Where(finding => !scenario.Faults.Any(fault => Explains(fault, finding)))],
            IsJoined = drained
                ? diagnosis.Diagnoses.Any(found => found.Root.FailureMode == FailureMode.ZombieKey && found.Effects.Any(effect => effect.FailureMode == FailureMode.ApiRateLimiting))
                : null,
        };
    }

    /// <summary>Whether a finding is of something that was planted: a fault, or the burst of refusals that is in every log.</summary>
    public bool IsRight(Finding finding) =>
        Scenario.Faults.Any(fault => Explains(fault, finding))
        || (finding.FailureMode == FailureMode.ApiRateLimiting && finding.Severity == FindingSeverity.Info && Math.Abs(Seconds(finding.StartUnixNanoseconds) - Scenario.Burst) < 5);

    public void Print(TextWriter output)
    {
        foreach ((Planted fault, Finding? match) in Scenario.Faults.Zip(Matches))
        {
            output.WriteLine(match is null
                ? string.Create(CultureInfo.InvariantCulture, $"| {Name} | {fault.Kind} | {fault.Mode} | **no** | | | | |")
                : string.Create(CultureInfo.InvariantCulture, $"| {Name} | {fault.Kind} | {fault.Mode} | {match.Severity.ToString().ToLowerInvariant()} | {Seconds(match.StartUnixNanoseconds) - fault.Start:0} | {Seconds(match.DetectedUnixNanoseconds) - fault.Start:0} | {match.Confidence:0.00} | {(IsJoined is { } joined ? joined ? "yes" : "**no**" : "")} |"));
        }

        foreach (Finding wrong in False)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Name} | **false** | {wrong.FailureMode} | {wrong.Severity.ToString().ToLowerInvariant()} | +{Seconds(wrong.StartUnixNanoseconds):0} to +{Seconds(wrong.EndUnixNanoseconds):0} | | {wrong.Confidence:0.00} | {string.Join(' ', wrong.Subjects.Select(subject => subject.Key))}: {wrong.Message} |"));
    }

    private static bool Explains(Planted fault, Finding finding) =>
        finding.FailureMode.Id == fault.Mode
        && Seconds(finding.StartUnixNanoseconds) < fault.End + 60
        // A key without an owner is one from its first request on, not only when it does harm.
        && (fault.Mode == "zombie-key" || Seconds(finding.EndUnixNanoseconds) > fault.Start)
        && (fault.Keys.Length == 0 ? finding.Subjects.IsEmpty : finding.Subjects.All(subject => fault.Keys.Contains(subject.Key)) && !finding.Subjects.IsEmpty);

    private static double Seconds(long unixNanoseconds) => UnixTime.ToSeconds(unixNanoseconds - UnixTime.FromSeconds(Scenario.Epoch));
}
