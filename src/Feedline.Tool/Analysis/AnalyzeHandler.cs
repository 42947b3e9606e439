using Feedline.Sources;

namespace Feedline.Tool.Analysis;

/// <summary>The one place where the command meets the SDK: reader, engine with its built-in rules, replay.</summary>
internal static class AnalyzeHandler
{
    public static AnalysisReport Run(IReadOnlyList<string> paths, ReadProgress progress, CancellationToken cancellationToken)
    {
        using OtlpRecording recording = Open(paths);
        progress.Follow(() => recording.TotalBytes > 0 ? recording.BytesRead / (double)recording.TotalBytes : 0);
        // No budget: a slow machine is to find what a fast one finds.
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }.Build();
        RecordingReplay.Run(engine, recording, cancellationToken: cancellationToken);
        return new AnalysisReport(engine.Diagnose(), SkippedRules(engine), Summary(recording.GetReport()));
    }

    /// <summary>The built-in rules, as <c>feedline rules</c> lists them.</summary>
    public static IReadOnlyList<RuleDescriptor> Rules()
    {
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        return engine.Rules;
    }

    private static OtlpRecording Open(IReadOnlyList<string> paths)
    {
        try
        {
            return OtlpRecording.Open(paths);
        }
        catch (RecordingException exception)
        {
            throw new InputException($"{exception.Message}; give a file of OTLP/JSON lines (*.jsonl, *.jsonl.gz) or a folder of them");
        }
    }

    private static SkippedRule[] SkippedRules(DiagnosticEngine engine)
    {
        Dictionary<string, RuleDescriptor> rules = engine.Rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        return
        [
            .. engine.GetRuleStatus()
                .Where(status => rules.ContainsKey(status.RuleId) && (status.Failures > 0 || (status.Evaluations == 0 && !status.MissingSignals.IsEmpty)))
                .OrderBy(status => status.RuleId, StringComparer.Ordinal)
                .Select(status => new SkippedRule(rules[status.RuleId], status.MissingSignals, status.LastFailure)),
        ];
    }

    private static InputSummary Summary(InputReport report) => new(
        report.Points,
        report.Series,
        [.. report.Dropped.Select(dropped => new DroppedInput(dropped.Reason, dropped.Count, dropped.File, dropped.Line, dropped.Detail))],
        [.. report.Files.Where(file => file.Skipped is null).Select(file => file.Path)],
        [.. report.Files.Where(file => file.Skipped is not null).Select(file => new SkippedFile(file.Path, file.Skipped!))]);
}
