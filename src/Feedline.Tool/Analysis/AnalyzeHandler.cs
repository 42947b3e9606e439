namespace Feedline.Tool.Analysis;

/// <summary>The one place where the command meets the SDK: reader, engine with its built-in rules, replay.</summary>
internal static class AnalyzeHandler
{
    public static AnalysisReport Run(IReadOnlyList<string> paths, ReadProgress progress, CancellationToken cancellationToken)
    {
        using AnalysisInput input = AnalysisInput.Open(paths);
        progress.Follow(() => input.Fraction);
        // No budget: a slow machine is to find what a fast one finds.
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }.Build();
        RecordingReplay.Run(engine, input, cancellationToken: cancellationToken);
        IReadOnlyList<JobDiagnosis> jobs = engine.Diagnose();
        return new AnalysisReport(jobs, SkippedRules(engine, jobs), input.Summary());
    }

    /// <summary>The built-in rules, as <c>feedline rules</c> lists them.</summary>
    public static IReadOnlyList<RuleDescriptor> Rules()
    {
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        return engine.Rules;
    }

    // Nobody expects to hear about training of a usage log, nor about API keys of a training run.
    private static SkippedRule[] SkippedRules(DiagnosticEngine engine, IReadOnlyList<JobDiagnosis> jobs)
    {
        bool hasInference = jobs.Any(job => job.WorldSize == 0);
        bool hasTraining = !hasInference || jobs.Any(job => job.WorldSize > 0);
        Dictionary<string, RuleDescriptor> rules = engine.Rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        return
        [
            .. engine.GetRuleStatus()
                .Where(status => rules.TryGetValue(status.RuleId, out RuleDescriptor? rule) && (rule.Layer == Layer.InferenceApi ? hasInference : hasTraining))
                .Where(status => status.Failures > 0 || (status.Evaluations == 0 && !status.MissingSignals.IsEmpty))
                .OrderBy(status => status.RuleId, StringComparer.Ordinal)
                .Select(status => new SkippedRule(rules[status.RuleId], status.MissingSignals, status.LastFailure)),
        ];
    }
}
