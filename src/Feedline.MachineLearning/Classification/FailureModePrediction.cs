namespace Feedline.MachineLearning.Classification;

/// <summary>What a model says of one window. Reused from window to window: a prediction is read before the next is made.</summary>
internal sealed class FailureModePrediction(int modes)
{
    /// <summary>By mode in the model's order, the calibrated probability that the window is of it.</summary>
    public double[] Probabilities { get; } = new double[modes];

    /// <summary>By mode, whether its probability is a half or more.</summary>
    public bool[] IsNamed { get; } = new bool[modes];

    /// <summary>How far the window is from those the model was trained on, given what is named; see <see cref="NoveltyTest"/>.</summary>
    public double Novelty { get; set; }

    /// <summary>The feature that is furthest from what was trained on; -1 when none is.</summary>
    public int NovelFeature { get; set; } = -1;

    /// <summary>True when the window is unlike those trained on: then nothing named counts.</summary>
    public bool IsUnknown { get; set; }

    /// <summary>True when nothing is the matter.</summary>
    public bool IsQuiet => !IsUnknown && !IsNamed.AsSpan().Contains(true);
}
