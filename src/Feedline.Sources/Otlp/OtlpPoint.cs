namespace Feedline.Sources;

/// <summary>A data point as it stands on a line, with numbers for what it shares with others.</summary>
internal struct OtlpPoint
{
    public long Time;

    /// <summary>The value; of a histogram the sum.</summary>
    public double Value;

    /// <summary>Of a histogram how many values the sum is of.</summary>
    public double Count;

    /// <summary>The metric's number in <see cref="OtlpNames"/>.</summary>
    public int Metric;

    /// <summary>The number of its attributes in <see cref="OtlpNames.Attributes"/>.</summary>
    public int Attributes;
}
