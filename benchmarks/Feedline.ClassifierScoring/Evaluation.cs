using System.Globalization;
using Feedline.MachineLearning;
using Feedline.MachineLearning.Classification;

namespace Feedline.ClassifierScoring;

/// <summary>Tests models on recordings that they were not trained on.</summary>
internal static class Evaluation
{
    public const int Seed = 1;

    public static void Print(TextWriter output, FailureModeModel shipped, int runs, string test, string[] folders)
    {
        IReadOnlyList<Recorded> tested = WindowSets.Recordings(test);
        Recorded[] own = [.. folders.SelectMany(WindowSets.Recordings)];
        IReadOnlyList<LabelledWindow> synthetic = WindowSets.Synthetic(1, runs);
        LabelledWindow[] others = [.. synthetic, .. own.SelectMany(recording => recording.Windows)];
        int unclear = tested.Sum(recording => recording.Windows.Count(window => !window.IsClear));
        output.WriteLine(Text($"{tested.Count} recordings to test on, {own.Length} others and {runs} synthetic runs to train on. Of {tested.Sum(recording => recording.Windows.Count)} windows {unclear} are not clear (something begins or ends in them) and do not count."));
        output.WriteLine();

        output.WriteLine(Text($"## The model file ({shipped.Origin})"));
        output.WriteLine();
        var sheet = new Sheet();
        foreach (Recorded recording in tested)
            sheet.Add(shipped, recording.Windows);

        sheet.Print(output);
        sheet.PrintConfusion(output);
        sheet.PrintReliability(output);

        output.WriteLine("## Leaving out one recording: trained on the others below the same folder, on the further ones and on synthetic runs");
        output.WriteLine();
        sheet = new Sheet();
        foreach (Recorded recording in tested)
            sheet.Add(Train([.. others, .. tested.Where(other => other != recording).SelectMany(other => other.Windows)]), recording.Windows);

        sheet.Print(output);
        sheet.PrintConfusion(output);
        output.Flush();

        output.WriteLine("## Trained on synthetic runs alone, tested on all recordings");
        output.WriteLine();
        FailureModeModel simulated = Train(synthetic);
        sheet = new Sheet();
        foreach (Recorded recording in tested.Concat(own))
            sheet.Add(simulated, recording.Windows);

        sheet.Print(output);
        output.Flush();

        output.WriteLine("## Leaving out one mode: what its windows are called by a model that was never shown it");
        output.WriteLine();
        output.WriteLine("| left out | unknown | healthy | otherwise |");
        output.WriteLine("|---|---|---|---|");
        FailureMode[] modes = [.. tested.SelectMany(recording => recording.Windows).SelectMany(window => window.Modes).DistinctBy(mode => mode.Id).OrderBy(mode => mode.Id, StringComparer.Ordinal)];
        double unknown = 0;
        foreach (FailureMode mode in modes)
        {
            FailureModeModel model = Train([.. others.Where(window => !window.Modes.Contains(mode))]);
            sheet = new Sheet();
            foreach (Recorded recording in tested)
                sheet.Add(model, [.. recording.Windows.Where(window => window.Modes.Contains(mode))]);

            (double called, double healthy, string otherwise) = sheet.CallsOf(mode.Id);
            unknown += called / modes.Length;
            output.WriteLine(Text($"| {mode} | {called:0.00} | {healthy:0.00} | {otherwise} |"));
            output.Flush();
        }

        output.WriteLine();
        output.WriteLine(Text($"Mean over modes: {unknown:0.00} unknown."));
    }

    private static FailureModeModel Train(IReadOnlyList<LabelledWindow> windows) => FailureModeTrainer.Train(windows, Seed, "");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
