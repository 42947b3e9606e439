using System.Collections.Immutable;

namespace Feedline.MachineLearning.Classification;

/// <summary>Trains models of labelled windows.</summary>
/// <remarks>The same windows in the same order and the same seed give the same model. Takes seconds to minutes on one thread.</remarks>
internal static class FailureModeTrainer
{
    /// <summary>With fewer windows of a mode it cannot be learned.</summary>
    public const int LeastWindows = 10;

    /// <summary>Windows are split into so many parts by recording, to calibrate on what was not trained on.</summary>
    private const int Folds = 2;

    /// <summary>Each window is learned from so many times more without one family of signals.</summary>
    private const int MasksAWindow = 1;

    /// <summary>This share of the windows of a mode lies within its envelope by each feature, and of known windows within the limit.</summary>
    private const double EnvelopeShare = 0.985;
    private const double KnownShare = 0.98;

    /// <summary>The limit is no less and no more than this: what explains nine tenths of a deviation explains it, what leaves a quarter does not.</summary>
    private const double LeastLimit = 0.1;
    private const double MostLimit = 0.25;

    /// <summary>Trains a model.</summary>
    /// <param name="windows">Windows; those that are not clear do not count.</param>
    /// <param name="seed">The same gives the same.</param>
    /// <param name="origin">What the windows are of, in words.</param>
    /// <param name="cancellationToken">Ends the training early.</param>
    /// <exception cref="ArgumentException">No mode has windows enough, or there are no quiet windows.</exception>
    public static FailureModeModel Train(
        IReadOnlyList<LabelledWindow> windows, int seed, string origin, CancellationToken cancellationToken = default)
    {
        if (Refusal(windows) is { } refusal)
            throw new ArgumentException(refusal, nameof(windows));

        LabelledWindow[] clear = [.. windows.Where(static window => window.IsClear)];
        FailureMode[] modes = ModesOf(windows);
        float[][] features = [.. clear.Select(static window => Encode(window.Features))];
        int[] folds = FoldsOf(clear);
        var trees = new BoostedTrees[modes.Length];
        var calibrations = new Calibration[modes.Length];
        var scores = new double[modes.Length][];
        for (int mode = 0; mode < modes.Length; mode++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool[] labels = [.. clear.Select(window => window.Modes.Contains(modes[mode]))];
            trees[mode] = TrainTrees(features, labels, null, seed);
            scores[mode] = HeldOutScores(features, labels, folds, trees[mode], seed);
            calibrations[mode] = Calibration.Fit(scores[mode], labels);
        }

        NoveltyTest novelty = LearnNovelty(clear, features, modes);
        return new FailureModeModel(
            [.. modes], WindowFeatures.Names, trees, calibrations, WithLimit(novelty, clear, features, modes), origin);
    }

    /// <summary>Why nothing can be learned of some windows; null when something can.</summary>
    public static string? Refusal(IReadOnlyList<LabelledWindow> windows) =>
        ModesOf(windows).Length == 0 ? $"no failure mode has {LeastWindows} windows or more to learn from"
        : windows.Count(static window => window.IsClear && window.Modes.Count == 0) < LeastWindows
            ? $"there are fewer than {LeastWindows} windows without a fault, and nothing to tell a fault from"
        : null;

    /// <summary>The modes that have windows enough.</summary>
    public static FailureMode[] ModesOf(IReadOnlyList<LabelledWindow> windows) =>
    [
        .. windows.Where(static window => window.IsClear).SelectMany(static window => window.Modes).GroupBy(static mode => mode.Id)
            .Where(static group => group.Count() >= LeastWindows).Select(static group => group.First())
            .OrderBy(static mode => mode.Id, StringComparer.Ordinal),
    ];

    public static float[] Encode(double[] features)
    {
        var encoded = new float[features.Length];
        SignalMask.Encode(features, encoded);
        return encoded;
    }

    /// <summary>Whole recordings go to one fold.</summary>
    private static int[] FoldsOf(LabelledWindow[] windows)
    {
        var byRecording = new Dictionary<string, int>(StringComparer.Ordinal);
        var folds = new int[windows.Length];
        for (int i = 0; i < windows.Length; i++)
        {
            if (!byRecording.TryGetValue(windows[i].Recording, out int fold))
                byRecording.Add(windows[i].Recording, fold = byRecording.Count % Folds);

            folds[i] = fold;
        }

        return folds;
    }

    private static BoostedTrees TrainTrees(float[][] features, bool[] labels, Predicate<int>? isTaken, int seed)
    {
        var random = new Random(seed);
        var rows = new List<float[]>();
        var of = new List<bool>();
        for (int i = 0; i < features.Length; i++)
        {
            int family = random.Next(SignalMask.Families.Count);
            if (isTaken is not null && !isTaken(i))
                continue;

            rows.Add(features[i]);
            of.Add(labels[i]);
            for (int mask = 0; mask < MasksAWindow; mask++)
            {
                rows.Add(SignalMask.Without(features[i], (family + mask) % SignalMask.Families.Count));
                of.Add(labels[i]);
            }
        }

        return TreeTrainer.Train(rows, of, seed);
    }

    /// <summary>Scores by trees that were trained without the window's recording; by all trees where the mode is of one fold alone.</summary>
    private static double[] HeldOutScores(float[][] features, bool[] labels, int[] folds, BoostedTrees all, int seed)
    {
        var scores = new double[features.Length];
        for (int fold = 0; fold < Folds; fold++)
        {
            int held = fold;
            int positives = 0;
            int negatives = 0;
            for (int i = 0; i < labels.Length; i++)
            {
                if (folds[i] == held)
                    continue;

                positives += labels[i] ? 1 : 0;
                negatives += labels[i] ? 0 : 1;
            }

            BoostedTrees trees = positives >= LeastWindows && negatives >= LeastWindows ? TrainTrees(features, labels, i => folds[i] != held, seed) : all;
            for (int i = 0; i < features.Length; i++)
            {
                if (folds[i] == held)
                    scores[i] = trees.Score(features[i]);
            }
        }

        return scores;
    }

    private static NoveltyTest LearnNovelty(LabelledWindow[] windows, float[][] features, FailureMode[] modes)
    {
        int count = WindowWatch.FeatureCount;
        var centres = new float[count];
        var scales = new float[count];
        for (int feature = 0; feature < count; feature++)
        {
            float[] quiet = Values(windows, features, feature, static window => window.Modes.Count == 0);
            centres[feature] = quiet.Length > 0 ? Quantile(quiet, 0.5) : 0;
            scales[feature] = (float)Math.Max(WindowFeatures.LeastSpread((WindowFeature)feature), quiet.Length > 0 ? (Quantile(quiet, 0.95) - Quantile(quiet, 0.05)) / 3.29 : 0);
        }

        var scale = new NoveltyTest(centres, scales, [], 0);
        Envelope[] envelopes =
        [
            Envelop(scale, windows, features, static window => window.Modes.Count == 0),
            .. modes.Select(mode => Envelop(scale, windows, features, window => window.Modes.Contains(mode))),
        ];
        return new NoveltyTest(centres, scales, envelopes, 0);
    }

    private static Envelope Envelop(NoveltyTest scale, LabelledWindow[] windows, float[][] features, Predicate<LabelledWindow> isOf)
    {
        var least = new float[WindowWatch.FeatureCount];
        var greatest = new float[WindowWatch.FeatureCount];
        for (int feature = 0; feature < least.Length; feature++)
        {
            float[] values = Values(windows, features, feature, isOf);
            least[feature] = values.Length > 0 ? scale.Press(feature, Quantile(values, 1 - EnvelopeShare)) : float.PositiveInfinity;
            greatest[feature] = values.Length > 0 ? scale.Press(feature, Quantile(values, EnvelopeShare)) : float.NegativeInfinity;
        }

        return new Envelope(least, greatest);
    }

    /// <summary>Sets the limit so that windows, told their true modes, are mostly known.</summary>
    private static NoveltyTest WithLimit(NoveltyTest novelty, LabelledWindow[] windows, float[][] features, FailureMode[] modes)
    {
        var distances = new float[windows.Length];
        var isNamed = new bool[modes.Length];
        for (int i = 0; i < windows.Length; i++)
        {
            for (int mode = 0; mode < modes.Length; mode++)
                isNamed[mode] = windows[i].Modes.Contains(modes[mode]);

            distances[i] = (float)novelty.Novelty(features[i], isNamed, out _);
        }

        Array.Sort(distances);
        double limit = Math.Clamp(Quantile(distances, KnownShare), LeastLimit, MostLimit);
        return new NoveltyTest(novelty.Centres, novelty.Scales, novelty.Envelopes, limit);
    }

    private static float[] Values(LabelledWindow[] windows, float[][] features, int feature, Predicate<LabelledWindow> isOf)
    {
        float[] values =
        [
            .. Enumerable.Range(0, windows.Length).Where(i => isOf(windows[i]) && features[i][feature] > BoostedTrees.Missing).Select(i => features[i][feature]),
        ];
        Array.Sort(values);
        return values;
    }

    private static float Quantile(float[] sorted, double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
}
