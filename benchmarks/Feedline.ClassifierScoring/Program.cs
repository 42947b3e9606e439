using System.Diagnostics;
using System.Globalization;
using Feedline.ClassifierScoring;
using Feedline.MachineLearning;
using Feedline.MachineLearning.Classification;

int count = int.Parse(args[0], CultureInfo.InvariantCulture);
var watch = Stopwatch.StartNew();
var synthetic = WindowSets.Synthetic(1, count);
Console.Error.WriteLine($"{synthetic.Count} synthetic windows, {watch.Elapsed.TotalSeconds:0.0} s");
var recordings = args.Skip(1).SelectMany(WindowSets.Recordings).ToArray();
Console.Error.WriteLine($"{recordings.Sum(r => r.Windows.Count)} recorded windows, {watch.Elapsed.TotalSeconds:0.0} s");
foreach (var g in synthetic.Where(w => w.IsClear).GroupBy(w => string.Join('+', w.Modes.Select(m => m.Id).Order()))) Console.Error.WriteLine($"  {g.Key}: {g.Count()}");
foreach (var (name, windows) in recordings)
{
    Console.Error.WriteLine($"{name}: {windows.Count}, clear {windows.Count(w => w.IsClear)}: " + string.Join("; ", windows.Where(w => w.IsClear).GroupBy(w => string.Join('+', w.Modes.Select(m => m.Id))).Select(g => $"{g.Key} {g.Count()}")));
}
if (Environment.GetEnvironmentVariable("DUMP") is { } dump)
{
    using var o = new StreamWriter(dump);
    o.WriteLine("recording,time,clear,modes," + string.Join(',', WindowFeatures.Names));
    foreach (var w in recordings.SelectMany(r => r.Windows).Concat(synthetic))
        o.WriteLine(string.Join(',', [w.Recording, w.UnixNanoseconds.ToString(CultureInfo.InvariantCulture), w.IsClear ? "1" : "0", string.Join('+', w.Modes.Select(m => m.Id)), .. w.Features.Select(f => f.ToString("g5", CultureInfo.InvariantCulture))]));
}
watch.Restart();
FailureModeModel model = FailureModeTrainer.Train([.. synthetic], 1, "x");
using var ms = new MemoryStream(); model.Save(ms);
Console.Error.WriteLine($"trained {watch.Elapsed.TotalSeconds:0.0} s, {ms.Length} bytes, limit {model.Novelty.Limit:0.000}");
Sheet.Print("synthetic only -> recordings", [.. recordings.Select(r => (model, r.Windows))]);
if (Environment.GetEnvironmentVariable("LORO") is not null)
{
    Sheet.Print("synthetic + other recordings -> recording", [.. recordings.Select(r => (FailureModeTrainer.Train([.. synthetic, .. recordings.Where(o => o.Name != r.Name).SelectMany(o => o.Windows)], 1, "x"), r.Windows))]);
    Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
}
