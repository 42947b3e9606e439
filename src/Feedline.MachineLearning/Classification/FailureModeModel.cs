using System.Collections.Immutable;
using System.Reflection;

namespace Feedline.MachineLearning;

/// <summary>A trained classifier of failure modes: boosted trees and a calibration for each mode, and a test for what it does not know.</summary>
/// <remarks>Immutable, so any number of engines and threads may use one. Made by <c>feedline train</c>.</remarks>
public sealed partial class FailureModeModel
{
    private const string Resource = "Feedline.MachineLearning.failure-modes.model";

    internal FailureModeModel(
        ImmutableArray<FailureMode> modes, ImmutableArray<string> features, Classification.BoostedTrees[] trees,
        Classification.Calibration[] calibrations, Classification.NoveltyTest novelty, string origin)
    {
        Modes = modes;
        Features = features;
        Trees = trees;
        Calibrations = calibrations;
        Novelty = novelty;
        Origin = origin;
    }

    /// <summary>The failure modes it can name.</summary>
    public ImmutableArray<FailureMode> Modes { get; }

    /// <summary>The names of the numbers it goes by, in their order.</summary>
    public ImmutableArray<string> Features { get; }

    /// <summary>What it was trained on, in words.</summary>
    public string Origin { get; }

    internal Classification.BoostedTrees[] Trees { get; }

    internal Classification.Calibration[] Calibrations { get; }

    internal Classification.NoveltyTest Novelty { get; }

    /// <summary>Loads the model that comes with this package. Each call reads it anew: about a millisecond.</summary>
    /// <returns>The model.</returns>
    public static FailureModeModel LoadShipped()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The package lacks its resource {Resource}.");
        return Load(stream);
    }

    /// <summary>Loads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">Read from where it is to the end of the model.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidDataException">It is no model, is cut short or changed, or was made by a version with other features.</exception>
    public static FailureModeModel Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Classification.ModelFile.Read(stream);
    }

    /// <summary>Writes the model: equal models give equal bytes.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Classification.ModelFile.Write(this, stream);
    }

    /// <summary>Says what a window is of. Allocates nothing.</summary>
    internal void Predict(ReadOnlySpan<float> features, Classification.FailureModePrediction prediction)
    {
        for (int mode = 0; mode < Trees.Length; mode++)
        {
            prediction.Probabilities[mode] = Calibrations[mode].Probability(Trees[mode].Score(features));
            prediction.IsNamed[mode] = prediction.Probabilities[mode] >= 0.5;
        }

        prediction.Novelty = Novelty.Novelty(features, prediction.IsNamed, out int feature);
        prediction.NovelFeature = feature;
        prediction.IsUnknown = prediction.Novelty > Novelty.Limit;
    }
}
