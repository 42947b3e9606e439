namespace Feedline.MachineLearning;

/// <summary>The columns of training steps as ML.NET data, one row a rank and step; those of signals come after these.</summary>
public static class StepDataColumns
{
    /// <summary>The training job: text, empty where there is none.</summary>
    public const string Job = "Job";

    /// <summary>The global rank: Int32.</summary>
    public const string Rank = "Rank";

    /// <summary>The node the rank first reported from: text, empty where there is none.</summary>
    public const string Node = "Node";

    /// <summary>How often the rank's step number has fallen so far: Int32.</summary>
    public const string Attempt = "Attempt";

    /// <summary>The number of the step: Int64.</summary>
    public const string Step = "Step";

    /// <summary>When the rank ended the step, by its own clock: Int64, nanoseconds since 1970 (UTC).</summary>
    public const string Time = "Time";

    /// <summary>Since the rank ended the step before, by its own clock: Single, seconds. NaN for its first.</summary>
    public const string Seconds = "Seconds";

    /// <summary>The annotation of a signal's column with its unit in UCUM notation: text.</summary>
    public const string UnitAnnotation = "Unit";

    internal const int Fixed = 7;

    /// <summary>The name of the column that a signal becomes.</summary>
    /// <param name="column">The column.</param>
    /// <returns>
    /// The signal's name; with <c>.max</c>, <c>.last</c> or <c>.last_time</c> after it where values are not added up, and the filter's
    /// value in braces after that: <c>storage.operation.duration.max{dataset}</c>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="column"/> is null.</exception>
    public static string NameOf(StepColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        string suffix = column.Aggregation switch
        {
            StepAggregation.Sum => "",
            StepAggregation.Max => ".max",
            StepAggregation.Last => ".last",
            _ => ".last_time",
        };
        return column.Filter is { } filter ? $"{column.Signal}{suffix}{{{filter.Text}}}" : column.Signal + suffix;
    }
}
