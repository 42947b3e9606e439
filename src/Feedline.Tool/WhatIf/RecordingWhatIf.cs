using Feedline.Reliability;
using Feedline.Tool.Analysis;

namespace Feedline.Tool.WhatIf;

/// <summary>Diagnoses a recording and asks what each job would have been without its causes.</summary>
internal static class RecordingWhatIf
{
    public static IReadOnlyList<JobWhatIf> Run(string path, CancellationToken cancellationToken)
    {
        using AnalysisInput input = AnalysisInput.Open([path]);
        var history = new StepHistory();

        // No budget: a slow machine is to find what a fast one finds.
        var builder = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } };
        using DiagnosticEngine engine = builder.AddRule(history).Build();
        RecordingReplay.Run(engine, input, cancellationToken: cancellationToken);
        return [.. engine.Diagnose().Where(job => job.WorldSize > 0).Select(Ask)];

        JobWhatIf Ask(JobDiagnosis job)
        {
            ObservedRun? run = history.Observe(job);
            return new JobWhatIf(job, history.WhatIf(job, cancellationToken), run, run?.Compare(cancellationToken: cancellationToken));
        }
    }
}
