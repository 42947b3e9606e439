using System.Globalization;
using System.Runtime.InteropServices;
using Feedline;
using Feedline.ClassifierScoring;
using Feedline.MachineLearning;
using Feedline.MachineLearning.Classification;

// Trains the classifier of failure modes, and says how good it is.
// usage: dotnet run -c Release --project benchmarks/Feedline.ClassifierScoring -- make MODEL RUNS FOLDER…
//   trains on so many synthetic runs and on the recordings below the folders, and writes the model
// or:    … -- evaluate MODEL RUNS TEST FOLDER…
//   tests on the recordings below TEST: a model file; one trained on synthetic runs alone; leaving out one recording, then one mode
// or:    … -- abstain MODEL TEST
//   what the classifier names, with families of signals missing, where rules say nothing
switch (args)
{
    case ["make", string file, string runs, .. string[] folders]:
        Make(file, int.Parse(runs, CultureInfo.InvariantCulture), folders);
        return 0;
    case ["evaluate", string file, string runs, string test, .. string[] folders]:
        Evaluation.Print(Console.Out, Load(file), int.Parse(runs, CultureInfo.InvariantCulture), test, folders);
        return 0;
    case ["abstain", string file, string test]:
        AbstentionReport.Print(Console.Out, Load(file), test);
        return 0;
    default:
        Console.Error.WriteLine("make MODEL RUNS FOLDER… | evaluate MODEL RUNS TEST FOLDER… | abstain MODEL TEST");
        return 2;
}

static FailureModeModel Load(string file)
{
    using FileStream stream = File.OpenRead(file);
    return FailureModeModel.Load(stream);
}

static void Make(string file, int runs, string[] folders)
{
    IReadOnlyList<LabelledWindow> synthetic = WindowSets.Synthetic(1, runs);
    Recorded[] recordings = [.. folders.SelectMany(WindowSets.Recordings)];
    LabelledWindow[] windows = [.. synthetic, .. recordings.SelectMany(recording => recording.Windows)];
    string origin = string.Create(
        CultureInfo.InvariantCulture,
        $"{runs} synthetic runs, {recordings.Length} recordings, {windows.Count(window => window.IsClear)} windows, seed {Evaluation.Seed}");
    using FileStream stream = File.Create(file);
    FailureModeTrainer.Train(windows, Evaluation.Seed, origin).Save(stream);
    Console.WriteLine($"{origin}; {stream.Length} bytes; {RuntimeInformation.FrameworkDescription}");
    foreach (IGrouping<string, LabelledWindow> mode in windows.Where(window => window.IsClear).GroupBy(window => string.Join(" + ", window.Modes)).OrderBy(group => group.Key, StringComparer.Ordinal))
        Console.WriteLine($"  {(mode.Key.Length > 0 ? mode.Key : "healthy")}: {mode.Count()}");
}
