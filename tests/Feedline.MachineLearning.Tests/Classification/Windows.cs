using Feedline.MachineLearning.Classification;
using Feedline.Tests.Replay;

namespace Feedline.MachineLearning.Tests.Classification;

/// <summary>Makes windows for tests: of synthetic runs, and drawn at random.</summary>
internal static class Windows
{
    /// <summary>A run of 70 s with one fault from 30 s to 50 s; none for a quiet one.</summary>
    public static SyntheticRun Run(FaultKind? kind, int seed = 7) => new()
    {
        Seed = seed,
        Seconds = 70,
        CheckpointEvery = kind == FaultKind.CheckpointStall ? 50 : 0,
        Faults = kind is { } fault
            ? [new SyntheticFault(fault, 30, fault == FaultKind.Crash ? 37.65 : 50, Intensity(fault)) { Ranks = fault is FaultKind.DatasetSlow or FaultKind.MetadataSlow or FaultKind.CheckpointStall ? [] : [1] }]
            : [],
    };

    public static IReadOnlyList<LabelledWindow> Of(SyntheticRun run)
    {
        using SyntheticRecording recording = run.Record();
        return WindowCollector.Collect(
            $"run {run.Seed}", recording,
            [.. run.Faults.Select(fault => new KnownFault(new FailureMode(fault.Mode), SyntheticRun.At(fault.From), SyntheticRun.At(fault.To)))],
            TestContext.Current.CancellationToken);
    }

    /// <summary>Windows of quiet and of two modes that differ in one feature each, of several recordings.</summary>
    public static LabelledWindow[] Random(int seed, int count = 240)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                FailureMode[] modes = (i % 3) switch { 0 => [], 1 => [FailureMode.DatasetStarvation], _ => [FailureMode.Hang] };
                double[] features = [.. Enumerable.Range(0, WindowWatch.FeatureCount).Select(_ => random.NextDouble() - 0.5)];
                features[(int)WindowFeature.WaitExcess] += i % 3 == 1 ? 3 : 0;
                features[(int)WindowFeature.FrozenRatio] += i % 3 == 2 ? 5 : 0;
                features[(int)WindowFeature.CheckpointCost] = double.NaN;
                return new LabelledWindow($"recording {i % 5}", i, features, modes, IsClear: i % 17 != 0);
            }),
        ];
    }

    public static FailureModeModel Model(int seed = 1) => FailureModeTrainer.Train(Random(seed), seed, "random windows");

    private static double Intensity(FaultKind kind) => kind switch
    {
        FaultKind.CheckpointStall => 10,
        FaultKind.Corruption => 0.3,
        FaultKind.Incast => 3,
        _ => 1,
    };
}
