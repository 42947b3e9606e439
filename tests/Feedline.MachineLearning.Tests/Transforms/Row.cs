using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Tests.Transforms;

/// <summary>A row of made-up data.</summary>
internal sealed class Row
{
    public int Rank { get; set; }

    public string Job { get; set; } = "";

    public float Value { get; set; }

    [VectorType(2)]
    public float[] Pair { get; set; } = [0, 0];
}
