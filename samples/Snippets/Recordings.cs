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
}
