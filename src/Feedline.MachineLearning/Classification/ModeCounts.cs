namespace Feedline.MachineLearning.Classification;

/// <summary>How often a model names each failure mode rightly, wrongly and not at all.</summary>
/// <remarks>A window may be of several modes, and be named several; of none it is healthy. One that is called unknown misses all of them.</remarks>
internal sealed class ModeCounts
{
    public const string Healthy = "healthy";
    public const string Unknown = "unknown";

    private readonly SortedDictionary<string, (int Right, int Missed)> _modes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _wrong = new(StringComparer.Ordinal);

    /// <summary>The modes that the windows are of, healthy among them.</summary>
    public IEnumerable<string> Modes => _modes.Keys;

    /// <summary>How many windows were counted.</summary>
    public int Windows { get; private set; }

    /// <summary>The mean of F1 over <see cref="Modes"/>; NaN without any window.</summary>
    public double MacroF1 => _modes.Count > 0 ? _modes.Keys.Average(F1) : double.NaN;

    public int Right(string mode) => _modes.GetValueOrDefault(mode).Right;

    public int Missed(string mode) => _modes.GetValueOrDefault(mode).Missed;

    public int Wrong(string mode) => _wrong.GetValueOrDefault(mode);

    /// <summary>Twice the rightly named over that and all that is wrong with it (the harmonic mean of precision and recall); 0 when none is right.</summary>
    public double F1(string mode)
    {
        double right = Right(mode);
        return right > 0 ? 2 * right / ((2 * right) + Wrong(mode) + Missed(mode)) : 0;
    }

    /// <summary>What a window is of, and what it is called.</summary>
    public void Add(IReadOnlySet<string> truth, IReadOnlySet<string> said)
    {
        Windows++;
        foreach (string mode in truth)
        {
            (int right, int missed) = _modes.GetValueOrDefault(mode);
            _modes[mode] = said.Contains(mode) ? (right + 1, missed) : (right, missed + 1);
        }

        foreach (string mode in said)
        {
            if (!truth.Contains(mode))
                _wrong[mode] = _wrong.GetValueOrDefault(mode) + 1;
        }
    }

    /// <summary>Counts the windows of a recording that are clear.</summary>
    public void Add(FailureModeModel model, IReadOnlyList<LabelledWindow> windows)
    {
        var prediction = new FailureModePrediction(model.Modes.Length);
        foreach (LabelledWindow window in windows)
        {
            if (!window.IsClear)
                continue;

            model.Predict(FailureModeTrainer.Encode(window.Features), prediction);
            Add(TruthOf(window), Said(model, prediction));
        }
    }

    public static HashSet<string> TruthOf(LabelledWindow window) =>
        window.Modes.Count > 0 ? [.. window.Modes.Select(static mode => mode.Id)] : [Healthy];

    public static HashSet<string> Said(FailureModeModel model, FailureModePrediction prediction) =>
        prediction.IsUnknown ? [Unknown]
        : prediction.IsQuiet ? [Healthy]
        : [.. model.Modes.Where((_, mode) => prediction.IsNamed[mode]).Select(static mode => mode.Id)];
}
