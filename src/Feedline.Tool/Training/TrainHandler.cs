using System.Globalization;
using Feedline.MachineLearning;
using Feedline.MachineLearning.Classification;
using Feedline.Sources;
using Feedline.Tool.Analysis;

namespace Feedline.Tool.Training;

/// <summary>Reads labelled recordings, trains on them, tests by leaving out one, writes the model.</summary>
internal static class TrainHandler
{
    /// <summary>As <see cref="Train"/> says.</summary>
    public static TrainingReport Run(IReadOnlyList<string> folders, string output, int seed, CancellationToken cancellationToken)
    {
        CheckOutput(output);
        string[] recordings = [.. folders.SelectMany(Recordings)];
        if (recordings.Distinct(StringComparer.Ordinal).Count() < recordings.Length)
            throw new InputException("a recording is given twice: it would be tested on what it was trained on");

        IReadOnlyList<LabelledWindow>[] windows = [.. recordings.Select(folder => Windows(folder, cancellationToken))];
        LabelledWindow[] all = [.. windows.SelectMany(static of => of)];
        if (FailureModeTrainer.Refusal(all) is { } refusal)
            throw new InputException($"nothing can be learned: {refusal}; give recordings of several failure modes, with quiet stretches before and after each fault");

        int clear = all.Count(static window => window.IsClear);
        string origin = string.Create(CultureInfo.InvariantCulture, $"{recordings.Length} recordings, {clear} windows, seed {seed}");
        FailureModeModel model = FailureModeTrainer.Train(all, seed, origin, cancellationToken);
        ModeCounts? counts = recordings.Length > 1 ? LeaveOneOut.Test(windows, seed, cancellationToken) : null;
        long bytes = Write(model, output);
        return new TrainingReport(
            output, bytes, recordings.Length, clear, Modes(all, counts), counts?.MacroF1 ?? double.NaN,
            [.. all.SelectMany(static window => window.Modes).Select(static mode => mode.Id).Distinct().Except(model.Modes.Select(static mode => mode.Id)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Before minutes of work: a file that cannot be written is known at once.</summary>
    private static void CheckOutput(string output)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(output));
        if (Directory.Exists(output))
            throw new InputException($"{output}: is a folder; give the file to write the model to");
        if (!Directory.Exists(folder))
            throw new InputException($"{output}: there is no folder {folder}");
    }

    private static string[] Recordings(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException(File.Exists(folder) ? $"{folder}: is a file; give the recording's folder, with {TruthFile.Name} in it" : $"{folder}: there is no such folder");

        string[] truths = [.. Directory.EnumerateFiles(folder, TruthFile.Name, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        return truths.Length > 0
            ? [.. truths.Select(static file => Path.GetDirectoryName(Path.GetFullPath(file))!)]
            : throw new InputException($"{folder}: has no {TruthFile.Name} that says what went wrong, nor has any folder below it");
    }

    private static IReadOnlyList<LabelledWindow> Windows(string folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<KnownFault> faults = TruthFile.Read(folder);
        OtlpRecording recording;
        try
        {
            recording = OtlpRecording.Open(folder);
        }
        catch (RecordingException exception)
        {
            throw new InputException(exception.Message);
        }

        using (recording)
        {
            IReadOnlyList<LabelledWindow> windows = WindowCollector.Collect(folder, recording, faults, cancellationToken);
            return windows.Count > 0
                ? windows
                : throw new InputException($"{folder}: nothing can be learned of it: it takes {RunNormal.WarmUp} training steps of two or more ranks to know what is normal");
        }
    }

    private static TrainedMode[] Modes(LabelledWindow[] windows, ModeCounts? counts) =>
    [
        .. windows.Where(static window => window.IsClear).SelectMany(ModeCounts.TruthOf).GroupBy(static mode => mode).OrderBy(static mode => mode.Key, StringComparer.Ordinal)
            .Select(mode => new TrainedMode(mode.Key, mode.Count(), counts?.Right(mode.Key), counts?.Wrong(mode.Key), counts?.F1(mode.Key))),
    ];

    private static long Write(FailureModeModel model, string output)
    {
        using var bytes = new MemoryStream();
        model.Save(bytes);
        File.WriteAllBytes(output, bytes.ToArray());
        return bytes.Length;
    }
}
