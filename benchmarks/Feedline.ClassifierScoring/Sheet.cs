using System.Globalization;
using Feedline.MachineLearning;
using Feedline.MachineLearning.Classification;

namespace Feedline.ClassifierScoring;

/// <summary>Counts what a model says of labelled windows. A window may be of several modes; of none it is healthy.</summary>
internal sealed class Sheet
{
    private static readonly double[] Bounds = [0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 1.01];

    private readonly ModeCounts _counts = new();
    private readonly Dictionary<(string Truth, string Said), int> _confusion = [];
    private readonly List<(double Probability, bool IsRight)> _probabilities = [];

    /// <summary>Takes in the windows of a recording that are clear.</summary>
    public void Add(FailureModeModel model, IReadOnlyList<LabelledWindow> windows)
    {
        var prediction = new FailureModePrediction(model.Modes.Length);
        foreach (LabelledWindow window in windows.Where(window => window.IsClear))
        {
            model.Predict(FailureModeTrainer.Encode(window.Features), prediction);
            HashSet<string> said = ModeCounts.Said(model, prediction);
            HashSet<string> truth = ModeCounts.TruthOf(window);
            _counts.Add(truth, said);
            (string, string) key = (string.Join(" + ", truth.Order(StringComparer.Ordinal)), string.Join(" + ", said.Order(StringComparer.Ordinal)));
            _confusion[key] = _confusion.GetValueOrDefault(key) + 1;
            for (int mode = 0; mode < model.Modes.Length; mode++)
                _probabilities.Add((prediction.Probabilities[mode], truth.Contains(model.Modes[mode].Id)));
        }
    }

    public void Print(TextWriter output)
    {
        output.WriteLine("| mode | windows | named | falsely named | missed | F1 |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (string mode in _counts.Modes)
            output.WriteLine(Text($"| {mode} | {_counts.Right(mode) + _counts.Missed(mode)} | {_counts.Right(mode)} | {_counts.Wrong(mode)} | {_counts.Missed(mode)} | {_counts.F1(mode):0.000} |"));

        output.WriteLine();
        output.WriteLine(Text($"Macro-F1 **{_counts.MacroF1:0.000}** over {_counts.Windows} windows; {_counts.Wrong(ModeCounts.Unknown)} of them called unknown."));
        output.WriteLine();
    }

    /// <summary>What windows of each truth were called, right ones too.</summary>
    public void PrintConfusion(TextWriter output)
    {
        output.WriteLine("| truth | called (windows) |");
        output.WriteLine("|---|---|");
        foreach (var truth in _confusion.GroupBy(entry => entry.Key.Truth).OrderBy(group => group.Key, StringComparer.Ordinal))
            output.WriteLine($"| {truth.Key} | {string.Join(", ", truth.OrderByDescending(entry => entry.Value).Select(entry => Text($"{entry.Key.Said} ({entry.Value})")))} |");

        output.WriteLine();
    }

    public void PrintReliability(TextWriter output)
    {
        output.WriteLine("| probability | pairs of window and mode | mean probability | of the mode |");
        output.WriteLine("|---|---|---|---|");
        double error = 0;
        for (int i = 0; i + 1 < Bounds.Length; i++)
        {
            var within = _probabilities.Where(pair => pair.Probability >= Bounds[i] && pair.Probability < Bounds[i + 1]).ToArray();
            if (within.Length == 0)
                continue;

            double mean = within.Average(pair => pair.Probability);
            double share = within.Count(pair => pair.IsRight) / (double)within.Length;
            error += within.Length * Math.Abs(mean - share);
            output.WriteLine(Text($"| {Bounds[i]:0.00} to {Math.Min(1, Bounds[i + 1]):0.00} | {within.Length} | {mean:0.000} | {share:0.000} |"));
        }

        output.WriteLine();
        output.WriteLine(Text($"Expected calibration error {error / _probabilities.Count:0.0000}; Brier score {_probabilities.Average(pair => Math.Pow(pair.Probability - (pair.IsRight ? 1 : 0), 2)):0.0000}."));
        output.WriteLine();
    }

    /// <summary>What the windows of one mode were called, as shares.</summary>
    public (double Unknown, double Healthy, string Otherwise) CallsOf(string mode)
    {
        var calls = _confusion.Where(entry => entry.Key.Truth.Split(" + ").Contains(mode)).ToArray();
        double all = calls.Sum(entry => entry.Value);
        string[] others = [.. calls.Where(entry => entry.Key.Said is not (ModeCounts.Unknown or ModeCounts.Healthy)).GroupBy(entry => entry.Key.Said).OrderByDescending(group => group.Sum(entry => entry.Value)).Select(group => Text($"{group.Key} {group.Sum(entry => entry.Value) / all:0.00}"))];
        return (Share(ModeCounts.Unknown), Share(ModeCounts.Healthy), string.Join(", ", others));

        double Share(string said) => calls.Where(entry => entry.Key.Said == said).Sum(entry => entry.Value) / all;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
