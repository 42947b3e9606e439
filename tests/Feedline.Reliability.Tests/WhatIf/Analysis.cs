namespace Feedline.Reliability.Tests.WhatIf;

/// <summary>Analyses under the token of the running test.</summary>
internal static class Analysis
{
    public static PipelineWhatIfReport Of(TraceOperation[] operations, int skippedSteps = 0) =>
        PipelineWhatIf.Analyze(operations, skippedSteps, TestContext.Current.CancellationToken);
}
