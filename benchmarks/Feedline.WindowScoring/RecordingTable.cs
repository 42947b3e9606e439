using System.Globalization;
using Feedline.Sources;
using Feedline.Tests.Shared;

namespace Feedline.WindowScoring;

/// <summary>What FL3101 alone finds in recordings.</summary>
internal static class RecordingTable
{
    /// <summary>What begins so long after a fault may still be its aftermath.</summary>
    private const double Aftermath = 5;

    public static void Print(TextWriter output, string[] roots)
    {
        string[] folders =
        [
            .. roots.SelectMany(root => Directory.EnumerateFiles(root, "truth.json", SearchOption.AllDirectories)
                .Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal)),
        ];
        int faults = 0;
        int found = 0;
        int inside = 0;
        int outsideInfo = 0;
        int outsideAbove = 0;
        output.WriteLine("| recording | fault | found as | after, s | stands out most |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (string folder in folders)
        {
            IReadOnlyList<InjectedFault> injected = InjectedFault.Read(folder);
            List<Finding> findings = Run(folder);
            foreach (InjectedFault fault in injected)
            {
                Finding? match = findings.Where(finding => Meets(fault, finding)).MaxBy(static finding => finding.Severity);
                faults++;
                found += match is null ? 0 : 1;
                output.WriteLine(match is null
                    ? $"| {Path.GetFileName(folder)} | {fault.Mode} | - | | |"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {Path.GetFileName(folder)} | {fault.Mode} | {match.Severity.ToString().ToLowerInvariant()}, {match.Layer.ToId()} | {UnixTime.ToSeconds(match.DetectedUnixNanoseconds - fault.Start):0.0} | {match.Evidence[1].Statistic} |"));
            }

            foreach (Finding finding in findings)
            {
                if (injected.Any(fault => Meets(fault, finding)))
                {
                    inside++;
                    continue;
                }

                bool isInfo = finding.Severity == FindingSeverity.Info;
                outsideInfo += isInfo ? 1 : 0;
                outsideAbove += isInfo ? 0 : 1;
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {Path.GetFileName(folder)} | none | {finding.Severity.ToString().ToLowerInvariant()}, {finding.Layer.ToId()} | lasts {UnixTime.ToSeconds(finding.EndUnixNanoseconds - finding.StartUnixNanoseconds):0.0} | {finding.Evidence[1].Statistic} |"));
            }
        }

        output.WriteLine();
        output.WriteLine($"{found} of {faults} faults found. {inside} findings meet a fault; {outsideInfo} of info and {outsideAbove} above info do not.");
    }

    private static List<Finding> Run(string folder)
    {
        using OtlpRecording recording = OtlpRecording.Open([folder]);

        // Trained in line, so that the table is the same on any machine; a training may take longer than an evaluation should.
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { UseBuiltInRules = false, EvaluationBudget = null } }
            .AddUnusualWindows(static options => options.TrainInBackground = false)
            .Build();
        RecordingReplay.Run(engine, recording);
        return [.. engine.Findings.OrderBy(static finding => finding.StartUnixNanoseconds)];
    }

    private static bool Meets(InjectedFault fault, Finding finding) =>
        finding.StartUnixNanoseconds < fault.End + (long)(Aftermath * 1e9) && finding.EndUnixNanoseconds > fault.Start;
}
