using Feedline.MachineLearning.Classification;
using Feedline.Tests.Replay;

namespace Feedline.MachineLearning.Tests.Classification;

/// <summary>The shipped model on runs that are not among those it was trained on: another length, another shape, strong faults.</summary>
public sealed class SyntheticRunTests
{
    private readonly FailureModeModel _model = FailureModeModel.LoadShipped();

    [Theory]
    [InlineData(nameof(FaultKind.CheckpointStall))]
    [InlineData(nameof(FaultKind.DatasetSlow))]
    [InlineData(nameof(FaultKind.MetadataSlow))]
    [InlineData(nameof(FaultKind.Straggler))]
    [InlineData(nameof(FaultKind.Jitter))]
    [InlineData(nameof(FaultKind.Incast))]
    [InlineData(nameof(FaultKind.HangSilent))]
    [InlineData(nameof(FaultKind.HangBusy))]
    [InlineData(nameof(FaultKind.Corruption))]
    [InlineData(nameof(FaultKind.Crash))]
    public void Most_windows_of_a_fault_are_named(string kind)
    {
        SyntheticRun run = Windows.Run(Enum.Parse<FaultKind>(kind));
        var counts = new ModeCounts();
        counts.Add(_model, Windows.Of(run));
        string mode = run.Faults[0].Mode;

        Assert.True(counts.Right(mode) > 0);
        Assert.True(counts.F1(mode) >= 0.8, $"{mode}: {counts.Right(mode)} right, {counts.Missed(mode)} missed, {counts.Wrong(mode)} wrong");
    }

    [Fact]
    public void Features_do_not_know_how_long_a_step_is()
    {
        IReadOnlyList<LabelledWindow> slow = Windows.Of(Windows.Run(null) with { Noise = 0, StepSeconds = 0.2, HeartbeatSeconds = 0.2 });
        IReadOnlyList<LabelledWindow> fast = Windows.Of(Windows.Run(null) with { Noise = 0, StepSeconds = 0.05, HeartbeatSeconds = 0.05 });

        Assert.NotEmpty(slow);
        foreach (WindowFeature feature in (WindowFeature[])[WindowFeature.StepExcess, WindowFeature.WaitExcess, WindowFeature.ComputeExcess, WindowFeature.ReadExcess])
            Assert.Equal(slow[^5].Features[(int)feature], fast[^5].Features[(int)feature], 0.02);
    }

    [Fact]
    public void What_is_not_measured_is_missing_and_not_zero()
    {
        IReadOnlyList<LabelledWindow> windows = Windows.Of(Windows.Run(null) with { Without = [SignalNames.CollectiveDuration, SignalNames.GradientNorm] });

        Assert.NotEmpty(windows);
        Assert.All(windows, window =>
        {
            Assert.True(double.IsNaN(window.Features[(int)WindowFeature.CollectiveExcess]));
            Assert.True(double.IsNaN(window.Features[(int)WindowFeature.DisagreementScore]));
            Assert.False(double.IsNaN(window.Features[(int)WindowFeature.StepExcess]));
        });
    }
}
