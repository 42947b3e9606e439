using System.Collections.Immutable;
using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

/// <summary>All built-in rules are silent where nothing is the matter.</summary>
public sealed class HealthyRunTests
{
    public static TheoryData<int, double> Sizes => new()
    {
        { 1, 0.08 }, { 2, 0.02 }, { 2, 1 }, { 4, 0.02 }, { 4, 0.08 }, { 4, 1 }, { 4, 10 }, { 8, 0.08 }, { 8, 1 }, { 64, 0.08 }, { 64, 1 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_run_with_checkpoints_and_evaluations(int world, double step) => Outcome.Of(Healthy(world, step) with
    {
        CheckpointEvery = 40,
        CheckpointSeconds = 2 * step,
        EvaluationEvery = 130,
        EvaluationSeconds = 20 * step,
    }).IsSilent();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Heavy_tails(int world, double step) => Outcome.Of(Healthy(world, step) with { HasHeavyTails = true }).IsSilent();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_noise_at_all(int world, double step) =>
        Outcome.Of(Healthy(world, step) with { Noise = 0, CheckpointEvery = 50, CheckpointSeconds = step }).IsSilent();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Three_times_the_noise(int world, double step) => Outcome.Of(Healthy(world, step) with { Noise = 3 }).IsSilent();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_slow_first_step(int world, double step) => Outcome.Of(Healthy(world, step) with { FirstStepFactor = 200 }).IsSilent();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Clocks_that_disagree(int world, double step) => Outcome.Of(Healthy(world, step) with
    {
        Skew = [.. Enumerable.Range(0, world).Select(rank => (rank % 3 - 1) * 1.1)],
        DriftPpm = 20,
    }).IsSilent();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Samples_that_get_lost(int world, double step) =>
        Outcome.Of(Healthy(world, step) with { Lost = 0.2, CheckpointEvery = 60, CheckpointSeconds = step }).IsSilent();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Ten_minutes_of_a_small_job(int seed) => Outcome.Of(Healthy(4, 0.08) with
    {
        Seed = seed,
        Seconds = 600,
        CheckpointEvery = 150,
        EvaluationEvery = 400,
        HasHeavyTails = seed % 2 == 0,
    }).IsSilent();

    [Fact]
    public void A_long_first_evaluation() => Outcome.Of(Healthy(4, 0.08) with
    {
        EvaluationEvery = 300,
        EvaluationSeconds = 3,
        FirstEvaluationFactor = 20,
    }).IsSilent();

    [Fact]
    public void The_end_of_a_recording() => Outcome.Of(Healthy(4, 0.08) with { Seconds = 33 }).IsSilent();

    [Fact]
    public void A_recording_that_breaks_off()
    {
        using SyntheticRecording whole = Healthy(4, 0.08).Record();
        long end = whole.FirstTime + UnixTime.FromSeconds(30);

        Outcome.Of(whole.Select((_, sample) => sample.Time < end ? sample : null)).IsSilent();
    }

    [Fact]
    public void Nothing_but_step_numbers() => Outcome.Of(Healthy(4, 0.08) with { Without = Everything.Remove(SignalNames.Step) }).IsSilent();

    [Fact]
    public void Nothing_but_step_durations() => Outcome.Of(Healthy(4, 0.08) with { Without = Everything.Remove(SignalNames.StepDuration) }).IsSilent();

    [Fact]
    public void Nothing_but_the_scheduler() => Outcome.Of(Healthy(4, 0.08) with
    {
        Without = Everything.Except([SignalNames.SchedulerWorkersRunning, SignalNames.SchedulerWorkerRestarts]),
    }).IsSilent();

    [Fact]
    public void One_sample_of_each_series()
    {
        using SyntheticRecording whole = Healthy(4, 0.08).Record();
        HashSet<int> seen = [];

        Outcome.Of(whole.Select((_, sample) => seen.Add(sample.Series) ? sample : null)).IsSilent();
    }

    private static ImmutableHashSet<string> Everything => [.. SignalCatalog.All.Select(static signal => signal.Name)];

    private static SyntheticRun Healthy(int world, double step) => new()
    {
        Seed = world + (int)(1000 * step),
        World = world,
        StepSeconds = step,
        Seconds = Math.Max(400 * step, 30),
        HeartbeatSeconds = Math.Max(0.2, step / 10),
    };
}
