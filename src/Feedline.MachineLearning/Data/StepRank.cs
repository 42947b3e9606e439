namespace Feedline.MachineLearning;

/// <summary>A rank of a job.</summary>
internal sealed class StepRank(string job, int rank, string? node)
{
    public string Job { get; } = job;

    public int Rank { get; } = rank;

    /// <summary>The node it first reported from, or null.</summary>
    public string? Node { get; } = node;

    public (string Job, int Rank) Key => (Job, Rank);

    /// <summary>The rank that a series is of; null where it is of none, or what the scheduler says of one.</summary>
    public static StepRank? Of(SeriesKey key) =>
        key.Rank is { } rank && !key.Signal.Name.StartsWith("scheduler.", StringComparison.Ordinal)
            ? new StepRank(key.Job ?? "", rank, key.Node)
            : null;
}
