namespace Feedline.Reliability;

/// <summary>The order in which operations can be simulated: each after all it waits for. Computed once for all simulations.</summary>
internal sealed class Schedule
{
    private Schedule(int[] order, int[] groupEnding, int[] firstBefore, int[] before)
    {
        Order = order;
        GroupEnding = groupEnding;
        FirstBefore = firstBefore;
        Before = before;
    }

    /// <summary>The operations, each after those it waits for.</summary>
    public int[] Order { get; }

    /// <summary>The group that can end once the operation at a place of the order has begun; -1 for none.</summary>
    public int[] GroupEnding { get; }

    /// <summary>Where the operations that one waits for begin in <see cref="Before"/>; one entry more than operations.</summary>
    public int[] FirstBefore { get; }

    public int[] Before { get; }

    public ReadOnlySpan<int> BeforeOf(int row) => Before.AsSpan(FirstBefore[row]..FirstBefore[row + 1]);

    public static Schedule Of(DependencyGraph graph, ReadOnlySpan<Operation> operations)
    {
        int rows = graph.RowCount;
        int[] firstBefore = new int[rows + 1];
        for (int row = 0; row < rows; row++)
            firstBefore[row + 1] = firstBefore[row] + graph.Before(row).Count;

        int[] before = new int[firstBefore[rows]];
        int[] waits = new int[rows];
        var after = new List<int>[rows];
        for (int row = 0; row < rows; row++)
            after[row] = [];

        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < graph.Before(row).Count; i++)
            {
                before[firstBefore[row] + i] = graph.Before(row)[i];
                after[graph.Before(row)[i]].Add(row);
            }

            waits[row] = graph.Before(row).Count;
        }

        int[] toBegin = [.. graph.Groups.Select(group => group.Length)];
        int[] order = new int[rows];
        int[] groupEnding = new int[rows];
        int placed = 0;
        var ready = new Queue<int>(Enumerable.Range(0, rows).Where(row => waits[row] == 0));
        while (ready.TryDequeue(out int row))
        {
            order[placed] = row;
            int group = graph.GroupOf(row);
            groupEnding[placed] = group >= 0 && --toBegin[group] == 0 ? group : -1;
            if (group < 0)
                Release(row);
            else if (toBegin[group] == 0)
                Array.ForEach(graph.Groups[group], Release);

            placed++;
        }

        if (placed < rows)
        {
            int stuck = Array.FindIndex(waits, wait => wait > 0);
            string name = operations[stuck < 0 ? 0 : stuck].ToString();
            throw TraceProblem.Of($"The order of the recorded operations contradicts itself: {name} waits for itself.");
        }

        return new Schedule(order, groupEnding, firstBefore, before);

        void Release(int ended)
        {
            foreach (int next in after[ended])
            {
                if (--waits[next] == 0)
                    ready.Enqueue(next);
            }
        }
    }
}
