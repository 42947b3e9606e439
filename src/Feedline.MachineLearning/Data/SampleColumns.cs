namespace Feedline.MachineLearning;

/// <summary>The columns of samples as ML.NET data, one row a sample.</summary>
public static class SampleColumns
{
    /// <summary>When it was taken: Int64, nanoseconds since 1970 (UTC).</summary>
    public const string Time = "Time";

    /// <summary>The number of its series, from 0: Int32. Rows of one series have the same number within one view, and nothing else has it.</summary>
    public const string Series = "Series";

    /// <summary>The signal's name: text.</summary>
    public const string Signal = "Signal";

    /// <summary>The signal's unit in UCUM notation: text.</summary>
    public const string Unit = "Unit";

    /// <summary>The training job: text, empty where there is none.</summary>
    public const string Job = "Job";

    /// <summary>The global rank: Int32, -1 where there is none.</summary>
    public const string Rank = "Rank";

    /// <summary>The node: text, empty where there is none.</summary>
    public const string Node = "Node";

    /// <summary>The device: text, empty where there is none.</summary>
    public const string Device = "Device";

    /// <summary>All dimensions as <c>key=value</c>, by key, with commas between: text.</summary>
    public const string Dimensions = "Dimensions";

    /// <summary>The value in the signal's unit: Single, always finite or, beyond what a Single holds, infinite. Increases for counters.</summary>
    public const string Value = "Value";
}
