using Feedline.MachineLearning.Classification;
using Feedline.Sources;

namespace Feedline.MachineLearning.Tests.Classification;

/// <summary>Real runs that the shipped model was not trained on.</summary>
public sealed class SharedRecordingTests
{
    private static readonly string[] Names = ["healthy", "checkpoint-stall", "network", "desync", "storage", "crash", "mixed"];

    [Fact]
    public void The_shipped_model_names_what_was_injected()
    {
        FailureModeModel model = FailureModeModel.LoadShipped();
        var counts = new ModeCounts();
        foreach (string name in Names)
        {
            string folder = Recordings.Folder(name);
            using OtlpRecording recording = OtlpRecording.Open(folder);
            counts.Add(model, WindowCollector.Collect(
                name, recording, [.. InjectedFault.Read(folder).Select(fault => new KnownFault(new FailureMode(fault.Mode), fault.Start, fault.End))],
                TestContext.Current.CancellationToken));
        }

        Assert.Equal(10, counts.Modes.Count());
        Assert.InRange(counts.MacroF1, 0.9, 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData(SignalNames.CollectiveDuration)]
    [InlineData(SignalNames.ComputeDuration)]
    [InlineData(SignalNames.DataWaitDuration)]
    [InlineData(SignalNames.StorageOperationDuration)]
    [InlineData(SignalNames.GpuUtilization)]
    [InlineData(SignalNames.SchedulerWorkersRunning)]
    [InlineData(SignalNames.CheckpointDuration)]
    public void A_healthy_run_has_no_finding_above_info(string without)
    {
        using var recording = new ReducedRecording(OtlpRecording.Open(Recordings.Folder("healthy")), without);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null } }
            .AddFailureModeClassifier()
            .Build();
        RecordingReplay.Run(engine, recording, cancellationToken: TestContext.Current.CancellationToken);

        Assert.DoesNotContain(engine.Findings, finding => finding.Severity > FindingSeverity.Info);
    }
}
