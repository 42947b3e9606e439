using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class GradientCorruptionTests
{
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public void Finds_it_in_time_and_sees_its_end(int world, double step, bool isStrong)
    {
        SyntheticRun run = Shapes.Run(world, step, FaultKind.Corruption, isStrong ? 1 : 0.01, world / 2);

        Outcome outcome = Outcome.Of(run).Shows(run);

        Assert.All(outcome.Findings, static finding => Assert.Equal(FindingState.Resolved, finding.State));
    }

    [Fact]
    public void The_first_rank_is_blamed_like_any_other()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Corruption, 0.1, 0);

        Outcome.Of(run).Shows(run);
    }

    [Fact]
    public void Is_silent_without_norms() =>
        Outcome.Of(Shapes.Run(FaultKind.Corruption, 1, 1) with { Without = [SignalNames.GradientNorm] }).IsSilent();

    [Fact]
    public void Norms_that_differ_by_rounding_agree()
    {
        using SyntheticRecording recording = Shapes.Run(FaultKind.Jitter, 0, 0).Record();
        var random = new Random(5);

        Outcome outcome = Outcome.Of(recording.Select((key, sample) => key.Signal.Name == SignalNames.GradientNorm
            ? sample with { Value = sample.Value * (1 + (1e-5 * random.NextDouble())) }
            : sample));

        Assert.DoesNotContain(outcome.Findings, static finding => finding.FailureMode == FailureMode.GradientCorruption);
    }

    [Fact]
    public void Sharded_norms_that_always_differ_agree()
    {
        using SyntheticRecording recording = Shapes.Run(FaultKind.Jitter, 0, 0).Record();

        Outcome outcome = Outcome.Of(recording.Select((key, sample) => key.Signal.Name == SignalNames.GradientNorm
            ? sample with { Value = sample.Value * (1 + (0.3 * key.Rank!.Value)) }
            : sample));

        Assert.DoesNotContain(outcome.Findings, static finding => finding.FailureMode == FailureMode.GradientCorruption);
    }

    [Fact]
    public void Norms_of_zero_but_for_one_rank_do_not_divide_by_zero()
    {
        SyntheticRun run = Shapes.Run(FaultKind.Corruption, 1, 2);
        using SyntheticRecording recording = run.Record();

        Outcome outcome = Outcome.Of(recording.Select((key, sample) => key.Signal.Name != SignalNames.GradientNorm ? sample
            : sample with { Value = key.Rank == 2 && run.Faults[0].IsOn(UnixTime.ToSeconds(sample.Time - SyntheticRun.At(0))) ? 1e-9 : 0 }));

        Assert.Equal([2], outcome.Alarms.SelectMany(static finding => finding.Subjects).Select(static subject => subject.Rank!.Value));
    }
}
