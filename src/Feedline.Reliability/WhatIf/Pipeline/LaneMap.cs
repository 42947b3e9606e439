using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>Which steps count, and the lane of each data-parallel rank and step.</summary>
internal sealed class LaneMap
{
    private readonly int[] _rankPlaces;
    private readonly int[] _stepPlaces;

    public LaneMap(TraceCells trace, ReadOnlySpan<TraceCell> cells, int skippedSteps)
    {
        DataParallelRanks = [.. trace.Ranks.Keys.Order()];
        _rankPlaces = new int[DataParallelRanks.Length];
        for (int i = 0; i < DataParallelRanks.Length; i++)
            _rankPlaces[trace.Ranks[DataParallelRanks[i]]] = i;

        long[] steps = [.. trace.Steps.Keys.Order()];
        if (skippedSteps >= steps.Length)
            throw TraceProblem.Of($"The trace has {steps.Length} steps, and the first {skippedSteps} are skipped.");

        bool[] complete = FindComplete(cells, DataParallelRanks.Length, steps.Length);
        _stepPlaces = new int[steps.Length];
        Array.Fill(_stepPlaces, -1);
        var used = new List<long>();
        var incomplete = ImmutableArray.CreateBuilder<long>();
        for (int i = skippedSteps; i < steps.Length; i++)
        {
            int place = trace.Steps[steps[i]];
            if (complete[place])
            {
                _stepPlaces[place] = used.Count;
                used.Add(steps[i]);
            }
            else
            {
                incomplete.Add(steps[i]);
            }
        }

        if (used.Count == 0)
            throw TraceProblem.Of("No step of the trace was recorded by all data-parallel ranks.");

        Steps = [.. used];
        IncompleteSteps = incomplete.ToImmutable();
    }

    public int[] DataParallelRanks { get; }

    public long[] Steps { get; }

    public ImmutableArray<long> IncompleteSteps { get; }

    public int LaneCount => DataParallelRanks.Length * Steps.Length;

    /// <summary>The place of a rank among the ranks.</summary>
    public int RankOf(in TraceCell cell) => _rankPlaces[cell.Rank];

    /// <summary>The place of a step among those that count; -1 for one that does not.</summary>
    public int StepOf(in TraceCell cell) => cell.Row < 0 ? -1 : _stepPlaces[cell.Step];

    /// <summary>A step of which a rank has less than half was cut off by the recording: it is no step to judge.</summary>
    private static bool[] FindComplete(ReadOnlySpan<TraceCell> cells, int ranks, int steps)
    {
        var counts = new int[ranks * steps];
        foreach (ref readonly TraceCell cell in cells)
        {
            if (cell.Row >= 0)
                counts[(cell.Step * ranks) + cell.Rank]++;
        }

        int most = counts.Max();
        var complete = new bool[steps];
        for (int step = 0; step < steps; step++)
        {
            int fewest = int.MaxValue;
            for (int rank = 0; rank < ranks; rank++)
                fewest = Math.Min(fewest, counts[(step * ranks) + rank]);

            complete[step] = 2L * fewest >= most;
        }

        return complete;
    }
}
