namespace Feedline.MachineLearning;

/// <summary>A rank of a job.</summary>
internal sealed record StepRank(string Job, int Rank)
{
    /// <summary>The node it first reported from, or null.</summary>
    public string? Node { get; set; }

    public static StepRank? Of(SeriesKey key) =>
        key.Rank is { } rank && !key.Signal.Name.StartsWith("scheduler.", StringComparison.Ordinal)
            ? new StepRank(key.Job ?? "", rank)
            : null;
}
