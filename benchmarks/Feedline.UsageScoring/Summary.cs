namespace Feedline.UsageScoring;

/// <summary>What the scores of many logs say together.</summary>
internal static class Summary
{
    public static void Print(TextWriter output, IReadOnlyList<ScenarioScore> scores)
    {
        output.WriteLine("| log | planted | mode | found as | start off by (s) | detected after (s) | confidence | refusals its effect |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (ScenarioScore score in scores)
            score.Print(output);

        output.WriteLine();
        foreach (string kind in scores.SelectMany(score => score.Scenario.Faults).Select(Kind).Distinct().Order(StringComparer.Ordinal))
        {
            Finding?[] all = [.. scores.SelectMany(score => score.Scenario.Faults.Zip(score.Matches)).Where(pair => Kind(pair.First) == kind).Select(pair => pair.Second)];
            output.WriteLine($"- {kind}: {all.Count(match => match is not null)} of {all.Length}");
        }

        int findings = scores.Sum(score => score.Findings.Count);
        int wrong = scores.Sum(score => score.False.Count);
        int healthy = scores.Count(score => score.Scenario.Faults.Count == 0);
        output.WriteLine($"- recall: {scores.Sum(score => score.Matches.Count(match => match is not null))} of {scores.Sum(score => score.Scenario.Faults.Count)} planted faults");
        output.WriteLine($"- precision: {findings - wrong} of {findings} findings above info");
        int sure = scores.Sum(score => score.Findings.Count(IsSure));
        int sureWrong = scores.Sum(score => score.False.Count(IsSure));
        output.WriteLine($"- precision of those with a confidence from 0.5: {sure - sureWrong} of {sure}");
        output.WriteLine($"- healthy logs with one of these: {scores.Count(score => score.Scenario.Faults.Count == 0 && score.False.Any(IsSure))} of {healthy}");
        output.WriteLine($"- healthy logs with a finding above info: {scores.Count(score => score.Scenario.Faults.Count == 0 && score.False.Count > 0)} of {healthy}");
        output.WriteLine($"- refusals told as the effect of the key that drains: {scores.Count(score => score.IsJoined == true)} of {scores.Count(score => score.IsJoined is not null)}");
        output.WriteLine($"- requests: {scores.Sum(score => (long)score.Scenario.Requests)}");
        output.WriteLine();
    }

    private static bool IsSure(Finding finding) => finding.Confidence >= 0.5;

    private static string Kind(Planted fault) => $"{fault.Kind}, {fault.Mode}";
}
