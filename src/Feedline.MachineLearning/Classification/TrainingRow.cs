using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Classification;

/// <summary>A window as ML.NET's trainer wants it.</summary>
internal sealed class TrainingRow
{
    public bool Label { get; set; }

    [VectorType]
    public float[] Features { get; set; } = [];
}
