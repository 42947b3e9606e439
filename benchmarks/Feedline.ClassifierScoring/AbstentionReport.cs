using Feedline.MachineLearning;
using Feedline.Scoring;
using Feedline.Sources;
using Feedline.Tests.Shared;

namespace Feedline.ClassifierScoring;

/// <summary>With one or two families of signals missing: what the rules still find, what the classifier names beside them, what neither does.</summary>
internal static class AbstentionReport
{
    /// <summary>So long after a fault a finding may still be of it.</summary>
    private static readonly long Recovery = UnixTime.FromSeconds(10);

    public static void Print(TextWriter output, FailureModeModel model, string test)
    {
        string[] folders = [.. Directory.EnumerateFiles(test, "truth.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => Path.GetDirectoryName(file)!)];
        output.WriteLine("| without | faults | found by rules | named by the classifier where rules say nothing | named wrongly | findings made surer |");
        output.WriteLine("|---|---|---|---|---|---|");
        var total = new Abstentions();
        foreach (SignalFamily[] missing in Combinations())
        {
            var counts = new Abstentions();
            foreach (string folder in folders)
                Count(counts, model, folder, [.. missing.SelectMany(family => family.Signals)]);

            total.Add(counts);
            if (missing.Length < 2 || counts.Named.Count + counts.Wrong.Count > 0)
                output.WriteLine(counts.ToRow(missing.Length == 0 ? "nothing" : string.Join(" and ", missing.Select(family => family.Name))));
            output.Flush();
        }

        output.WriteLine(total.ToRow("**all together**"));
    }

    private static IEnumerable<SignalFamily[]> Combinations()
    {
        yield return [];
        for (int i = 0; i < SignalFamily.All.Length; i++)
        {
            yield return [SignalFamily.All[i]];
            for (int j = i + 1; j < SignalFamily.All.Length; j++)
                yield return [SignalFamily.All[i], SignalFamily.All[j]];
        }
    }

    private static void Count(Abstentions counts, FailureModeModel model, string folder, string[] without)
    {
        using var recording = new ReducedRecording(OtlpRecording.Open(folder), without);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }
            .AddFailureModeClassifier(model)
            .Build();
        RecordingReplay.Run(engine, recording);
        IReadOnlyList<InjectedFault> faults = InjectedFault.Read(folder);
        Finding[] ofRules = [.. engine.Findings.Where(finding => finding.Rule.Id != "FL9102" && finding.Severity > FindingSeverity.Info)];
        Finding[] ofClassifier = [.. engine.Findings.Where(finding => finding.Rule.Id == "FL9102" && finding.Severity > FindingSeverity.Info)];
        foreach (InjectedFault fault in faults)
        {
            counts.Faults++;
            if (ofRules.Any(finding => Explains(fault, finding)))
                counts.Found++;
            else if (ofClassifier.Any(finding => Explains(fault, finding)))
                counts.Named.Add(fault.Mode);
        }

        counts.Wrong.AddRange(ofClassifier.Where(finding => !faults.Any(fault => Explains(fault, finding))).Select(finding => finding.FailureMode.Id));
        counts.Surer += ofRules.Count(finding => finding.Evidence.Any(evidence => evidence.Statistic.StartsWith("classifier", StringComparison.Ordinal)));
    }

    private static bool Explains(InjectedFault fault, Finding finding) =>
        finding.FailureMode.Id == fault.Mode && finding.StartUnixNanoseconds < fault.End + Recovery && finding.EndUnixNanoseconds > fault.Start;
}
