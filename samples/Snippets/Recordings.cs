using Feedline.Reliability;
using Feedline.Sources;

namespace Feedline.Samples.Snippets;

/// <summary>Recordings in one's own program.</summary>
public static class Recordings
{
    /// <summary>Reads a recording without an engine.</summary>
    public static void Read(ISignalWriter writer)
    {
        #region read-recording
        using OtlpRecording recording = OtlpRecording.Open("run/");           // or files: Open("rank0.jsonl.gz", "rank1.jsonl.gz")
        recording.WriteUntil(writer, long.MaxValue, CancellationToken.None);  // writer: an engine's ISignalWriter, or one of your own
        InputReport report = recording.GetReport();
        Console.WriteLine($"{report.Points} points of {report.Series} series, {report.Dropped.Length} kinds of loss");
        #endregion
    }

    /// <summary>Replays a recording and prints what it cost.</summary>
    public static void Analyse(string path, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        #region replay
        using OtlpRecording recording = OtlpRecording.Open(path);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder
        {
            // A slow machine is to find what a fast one finds.
            Options = new FeedlineOptions { EvaluationBudget = null },
        }.Build();
        RecordingReplay.Run(engine, recording);
        #endregion

        #region diagnosis
        foreach (JobDiagnosis job in engine.Diagnose())
        {
            output.WriteLine($"{job.Job}: {job.WorldSize} ranks, {job.Ledger.Goodput:P1} productive");
            foreach (Diagnosis diagnosis in job.Diagnoses)
                output.WriteLine($"  {diagnosis.Root.FailureMode}: {diagnosis.LostGpuSeconds:0.0} GPU-seconds, {diagnosis.Effects.Length} effects");
            foreach (LedgerLoss loss in job.Ledger.Losses)
                output.WriteLine($"  {loss.Cause} ({loss.Layer.ToId()}): {loss.GpuSeconds:0.0} GPU-seconds");
        }
        #endregion

        #region input-report
        InputReport input = recording.GetReport();
        foreach (DroppedInput dropped in input.Dropped)
            output.WriteLine($"{dropped.Count} {dropped.Reason}, first in {dropped.File}, line {dropped.Line}: {dropped.Detail}");
        #endregion
    }

    /// <summary>Says what a recording would have been without each cause, and how its ETTR compares with the formula.</summary>
    public static void AskWhatIf(IRecordedSource recording, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        #region what-if
        var history = new StepHistory();
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }.AddRule(history).Build();
        RecordingReplay.Run(engine, recording);
        foreach (JobDiagnosis job in engine.Diagnose())
        {
            foreach (TimelineRemoval removal in history.WhatIf(job)?.Removals ?? [])
                output.WriteLine($"without {string.Join(", ", removal.Causes)}: goodput {removal.Goodput.Value:P1}");
            if (history.Observe(job)?.Compare() is { Formula: { } formula } ettr)
                output.WriteLine($"ETTR {ettr.Measured.Value:P1} measured, {formula.Lower:P1} to {formula.Upper:P1} by formula");
        }
        #endregion
    }
}
