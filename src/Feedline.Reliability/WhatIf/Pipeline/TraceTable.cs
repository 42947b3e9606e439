namespace Feedline.Reliability;

/// <summary>A trace as a dense table: a row for each operation, a lane for each data-parallel rank and step.</summary>
/// <remarks>
/// The lanes of a data-parallel rank lie side by side, its steps in order: what is one vector instruction then works on many
/// steps at once, and a synchronisation of the ranks is the maximum of a few blocks.
/// </remarks>
internal sealed class TraceTable
{
    /// <summary>The operations, by row.</summary>
    public required Operation[] Operations { get; init; }

    /// <summary>Each operation in the reference step, by row.</summary>
    public required ReferenceOperation[] Reference { get; init; }

    /// <summary>The data-parallel ranks, ascending.</summary>
    public required int[] DataParallelRanks { get; init; }

    /// <summary>The steps, ascending.</summary>
    public required long[] Steps { get; init; }

    /// <summary>How many pipeline stages there are.</summary>
    public required int StageCount { get; init; }

    /// <summary>How many model chunks a stage holds.</summary>
    public required int ChunksPerStage { get; init; }

    /// <summary>Starts in seconds, rows of lanes; NaN where an operation was not recorded.</summary>
    public required double[] Starts { get; init; }

    /// <summary>Durations in seconds, rows of lanes; 0 where an operation was not recorded.</summary>
    public required double[] Durations { get; init; }

    /// <summary>Whether an operation was not recorded in some lane, by row.</summary>
    public required bool[] HasGaps { get; init; }

    /// <summary>The global rank of each worker, by data-parallel rank and stage.</summary>
    public required int[] WorkerRanks { get; init; }

    /// <summary>What was left out of the table.</summary>
    public required TraceGaps Gaps { get; init; }

    public int LaneCount => DataParallelRanks.Length * Steps.Length;

    public Span<double> StartsOf(int row) => Starts.AsSpan(row * LaneCount, LaneCount);

    public Span<double> DurationsOf(int row) => Durations.AsSpan(row * LaneCount, LaneCount);

    public int RankOf(int dataParallel, int stage) => WorkerRanks[(dataParallel * StageCount) + stage];

    /// <summary>The rows of a stage and kind, in the order of the reference step.</summary>
    public int[] Rows(int stage, int kind)
    {
        var rows = new List<int>();
        for (int row = 0; row < Operations.Length; row++)
        {
            if (Operations[row].Stage == stage && (int)Operations[row].Kind == kind)
                rows.Add(row);
        }

        return InOrder([.. rows]);
    }

    /// <summary>Sorts rows by their start in the reference step.</summary>
    public int[] InOrder(int[] rows)
    {
        Array.Sort(rows, CompareStarts);
        return rows;
    }

    private int CompareStarts(int left, int right)
    {
        int order = Reference[left].Start.CompareTo(Reference[right].Start);
        if (order == 0)
            order = Operations[left].Sequence.CompareTo(Operations[right].Sequence);
        return order != 0
            ? order
            : string.CompareOrdinal(OperationKinds.NameOf(Operations[left].Kind), OperationKinds.NameOf(Operations[right].Kind));
    }
}
