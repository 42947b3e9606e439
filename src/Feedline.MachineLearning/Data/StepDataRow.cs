namespace Feedline.MachineLearning;

/// <summary>The row a cursor is at.</summary>
internal sealed class StepDataRow(int columns)
{
    public StepRank Rank { get; set; } = null!;

    public int Attempt { get; set; }

    public long Step { get; set; }

    public long Time { get; set; }

    public float Seconds { get; set; }

    /// <summary>A value per column; NaN where the rank has no sample in the step.</summary>
    public float[] Cells { get; } = new float[columns];
}
