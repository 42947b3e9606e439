using Feedline.MachineLearning;
using Feedline.MachineLearning.Classification;

namespace Feedline.ClassifierScoring;

internal static class Sheet
{
    public static void Print(string title, IReadOnlyList<(FailureModeModel Model, IReadOnlyList<LabelledWindow> Windows)> tests)
    {
        Console.WriteLine("## " + title);
        string[] names = [.. tests.SelectMany(t => t.Windows).Where(w => w.IsClear).SelectMany(w => w.Modes).Select(m => m.Id).Distinct().Order(), "healthy"];
        var tp = new Dictionary<string, int>(); var fp = new Dictionary<string, int>(); var fn = new Dictionary<string, int>();
        var confusion = new SortedDictionary<string, int>();
        int unknown = 0, n = 0;
        foreach (var (model, w) in tests.SelectMany(t => t.Windows.Where(w => w.IsClear).Select(w => (t.Model, w))))
        {
            var prediction = new FailureModePrediction(model.Modes.Length);
            n++;
            model.Predict(FailureModeTrainer.Encode(w.Features), prediction);
            HashSet<string> said = prediction.IsUnknown ? ["unknown"] : [.. model.Modes.Where((_, i) => prediction.IsNamed[i]).Select(m => m.Id)];
            if (said.Count == 0) said.Add("healthy");
            if (prediction.IsUnknown) unknown++;
            HashSet<string> truth = [.. w.Modes.Select(m => m.Id)];
            if (truth.Count == 0) truth.Add("healthy");
            foreach (var t in truth) { if (said.Contains(t)) tp[t] = tp.GetValueOrDefault(t) + 1; else fn[t] = fn.GetValueOrDefault(t) + 1; }
            foreach (var s in said) if (!truth.Contains(s)) fp[s] = fp.GetValueOrDefault(s) + 1;
            string key = $"{w.Recording,-18} {string.Join('+', truth.Order())} -> {string.Join('+', said.Order())}{(prediction.IsUnknown ? " by " + WindowFeatures.Names[prediction.NovelFeature] : "")}";
            if (!truth.SetEquals(said)) confusion[key] = confusion.GetValueOrDefault(key) + 1;
        }
        double f1s = 0;
        foreach (string name in names)
        {
            double t = tp.GetValueOrDefault(name), f = fp.GetValueOrDefault(name), m = fn.GetValueOrDefault(name);
            double f1 = t > 0 ? 2 * t / (2 * t + f + m) : 0;
            f1s += f1;
            Console.WriteLine($"{name,-22} tp {t,5} fp {f,5} fn {m,5} F1 {f1:0.000}");
        }
        Console.WriteLine($"macro F1 {f1s / names.Length:0.000}; unknown {unknown} of {n}");
        foreach (var (k, v) in confusion) if (v >= 2) Console.WriteLine($"   {v,4} {k}");
    }
}
