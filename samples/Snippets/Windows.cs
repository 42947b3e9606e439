using System.Collections.Immutable;
using Feedline.MachineLearning;
using Feedline.Signals;

namespace Feedline.Samples.Snippets;

/// <summary>Windows of many signals as the guide shows them.</summary>
public static class Windows
{
    /// <summary>An engine with the rule of unusual windows.</summary>
    public static DiagnosticEngine Build()
    {
        #region windows-rule
        DiagnosticEngine engine = new DiagnosticEngineBuilder()
            .AddUnusualWindows()
            .Build();
        #endregion
        return engine;
    }

    /// <summary>The windows that are unlike the others, each with the signal that stands out most.</summary>
    public static List<(int Window, string Signal)> Unusual(ImmutableArray<string> signals, IEnumerable<double[][]> windows)
    {
        var found = new List<(int, string)>();
        #region windows-adaptive
        var features = new WindowFeatures(length: 32);
        ImmutableArray<WindowPart> parts =
            [.. signals.SelectMany(signal => WindowFeatures.Names.Select(feature => new WindowPart(signal, feature)))];
        var detector = new AdaptiveWindowDetector(parts, new WindowAnomalyOptions { TrainInBackground = false });

        var window = new double[parts.Length];
        var shares = new double[parts.Length];
        int number = 0;
        foreach (double[][] samples in windows)                      // 32 samples of each signal
        {
            for (int s = 0; s < signals.Length; s++)
                features.Extract(samples[s], window.AsSpan(s * WindowFeatures.Names.Length, WindowFeatures.Names.Length));

            if (detector.Score(window, shares).IsAnomalous)
                found.Add((number, parts[shares.IndexOf(shares.Max())].Signal));
            number++;
        }
        #endregion
        return found;
    }

    /// <summary>A detector that outlives its process.</summary>
    public static WindowAnomalyDetector Keep(WindowAnomalyDetector trained, string path)
    {
        #region windows-save
        using (FileStream file = File.Create(path))
            trained.Save(file);

        using FileStream saved = File.OpenRead(path);
        WindowAnomalyDetector loaded = WindowAnomalyDetector.Load(saved);      // scores the same to the last bit
        #endregion
        return loaded;
    }
}
