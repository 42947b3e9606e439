using Feedline.Tool.Analysis;
using Feedline.Tool.Terminals;

namespace Feedline.Tool.Printing;

/// <summary>Writes reports for a person: the most important first.</summary>
internal static class TextReport
{
    public static string Write(AnalysisReport report, int width, bool colour)
    {
        var screen = new Screen(width, colour);
        foreach (JobDiagnosis job in report.Jobs)
        {
            JobHeadline.Write(screen, job);
            screen.Line();
            WriteDiagnoses(screen, job);
            if (job.WorldSize > 0)
                LedgerTable.Write(screen, job);
            else
                screen.Line("No GPU time was measured: requests for inference come from no rank.", Styles.Unknown);
            screen.Line();
        }

        if (report.Jobs.Count == 0)
        {
            screen.Line("No training steps in this input, so there is nothing to diagnose.", Styles.Unknown);
            screen.Line($"Feedline needs the signal {SignalNames.Step} of each rank; 'feedline rules' lists what else helps.");
            screen.Line();
        }

        foreach (SkippedRule skipped in report.SkippedRules)
            screen.Line(Describe(skipped), Styles.Unknown);

        InputsText.Write(screen, report.Inputs);
        return screen.ToString();
    }

    private static void WriteDiagnoses(Screen screen, JobDiagnosis job)
    {
        Diagnosis[] sorted =
        [
            .. job.Diagnoses
                .OrderByDescending(diagnosis => diagnosis.Root.Severity)
                .ThenByDescending(diagnosis => diagnosis.LostGpuSeconds)
                .ThenBy(diagnosis => diagnosis.Root.StartUnixNanoseconds),
        ];
        // What is only worth knowing starves nobody.
        if (sorted.All(diagnosis => diagnosis.Root.Severity == FindingSeverity.Info))
        {
            screen.Line(job.WorldSize > 0 ? "Nothing starved the GPUs." : "No key and no quota stands out.", Styles.Good);
            screen.Line();
        }

        foreach (Diagnosis diagnosis in sorted)
        {
            DiagnosisBlock.Write(screen, job, diagnosis);
            screen.Line();
        }
    }

    private static string Describe(SkippedRule skipped)
    {
        string rule = $"{Printable.Of(skipped.Rule.FailureMode.Id)} ({Printable.Of(skipped.Rule.Id)})";
        return skipped.Failure is { } failure
            ? $"Not fully checked: {rule} failed: {Printable.Of(failure)}"
            : $"Not checked: {rule} needs {string.Join(", ", skipped.MissingSignals.Select(static signal => Printable.Of(signal.Replace("|", " or ", StringComparison.Ordinal))))}";
    }
}
