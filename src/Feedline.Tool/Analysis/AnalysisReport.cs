namespace Feedline.Tool.Analysis;

/// <summary>What the renderers show: the jobs of a recording and how the recording was read.</summary>
/// <param name="Jobs">The diagnosis of each job; empty when the recording holds no training steps.</param>
/// <param name="SkippedRules">The rules that did not look, by id; empty when all did.</param>
/// <param name="Inputs">What was read, and what was dropped.</param>
internal sealed record AnalysisReport(
    IReadOnlyList<JobDiagnosis> Jobs, IReadOnlyList<SkippedRule> SkippedRules, InputSummary Inputs);
