using Feedline.MachineLearning.Classification;
using Feedline.Sources;
using Feedline.Tests.Replay;
using Feedline.Tests.Shared;

namespace Feedline.ClassifierScoring;

/// <summary>Makes labelled windows of recordings and of synthetic runs.</summary>
internal static class WindowSets
{
    /// <summary>Of quiet synthetic windows one in so many is kept.</summary>
    private const int FaultyEvery = 2;
    private const int QuietEvery = 8;

    /// <summary>The recordings below a folder, by name, in the order of their names.</summary>
    public static IReadOnlyList<Recorded> Recordings(string root) =>
    [
        .. Directory.EnumerateFiles(root, "truth.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Path.GetDirectoryName(file)!)
            .Select(folder => new Recorded(Path.GetFileName(folder), Recording(folder))),
    ];

    /// <summary>The windows of synthetic runs, by seed.</summary>
    public static IReadOnlyList<LabelledWindow> Synthetic(int first, int count)
    {
        var windows = new List<LabelledWindow>();
        for (int seed = first; seed < first + count; seed++)
        {
            SyntheticRun run = TrainingRun.Of(seed);
            using SyntheticRecording recording = run.Record();
            IReadOnlyList<LabelledWindow> all = WindowCollector.Collect(
                $"synthetic-{seed}",
                recording,
                [.. run.Faults.Select(fault => new KnownFault(new FailureMode(fault.Mode), SyntheticRun.At(fault.From), SyntheticRun.At(fault.To)))]);

            // Quiet windows are many and much alike.
            windows.AddRange(all.Where((window, i) => i % (window.Modes.Count > 0 ? FaultyEvery : QuietEvery) == 0));
        }

        return windows;
    }

    private static IReadOnlyList<LabelledWindow> Recording(string folder)
    {
        using OtlpRecording recording = OtlpRecording.Open(folder);
        return WindowCollector.Collect(
            Path.GetFileName(folder),
            recording,
            [.. InjectedFault.Read(folder).Select(fault => new KnownFault(new FailureMode(fault.Mode), fault.Start, fault.End))]);
    }
}
