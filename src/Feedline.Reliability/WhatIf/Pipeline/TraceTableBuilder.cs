namespace Feedline.Reliability;

/// <summary>Puts a trace's operations into a table.</summary>
internal static class TraceTableBuilder
{
    private const int NoOperation = int.MinValue;

    public static TraceTable Build(ReadOnlySpan<TraceOperation> operations, int skippedSteps)
    {
        var trace = new TraceCells();
        TraceCell[] cells = trace.Place(operations);
        if (trace.Operations.Count == 0)
            throw TraceProblem.Of("The trace holds no operation of a type that is modelled.");

        var lanes = new LaneMap(trace, cells, skippedSteps);
        Operation[] rows = KeepUsedRows(trace.Operations, cells, lanes);
        long size = (long)rows.Length * lanes.LaneCount;
        if (size > Array.MaxLength)
            throw TraceProblem.Of($"{rows.Length} operations of {lanes.LaneCount} ranks and steps are too many for one analysis.");

        int stages = 1 + rows.Max(operation => operation.Stage);
        var starts = new double[size];
        var durations = new double[size];
        Array.Fill(starts, double.NaN);
        int[] workers = new int[lanes.DataParallelRanks.Length * stages];
        Array.Fill(workers, NoOperation);
        int[] filled = Fill(operations, cells, lanes, stages, starts, durations, workers, out long repeated);
        NameWorkers(workers, stages);
        ReferenceOperation[] reference = ReferenceStep.Choose(operations, cells, lanes, rows, starts, stages);
        return new TraceTable
        {
            Operations = rows,
            Reference = reference,
            DataParallelRanks = lanes.DataParallelRanks,
            Steps = lanes.Steps,
            StageCount = stages,
            ChunksPerStage = 1 + Math.Max(0, reference.Max(operation => operation.ModelChunk)),
            Starts = starts,
            Durations = durations,
            HasGaps = [.. filled.Select(count => count < lanes.LaneCount)],
            WorkerRanks = workers,
            Gaps = new TraceGaps(
                filled.Sum(count => (long)(lanes.LaneCount - count)),
                repeated,
                trace.Unusable,
                trace.Unmodelled,
                [.. trace.UnmodelledTypes.Order(StringComparer.Ordinal)],
                lanes.IncompleteSteps),
        };
    }

    /// <summary>Leaves out rows that only steps have which do not count.</summary>
    private static Operation[] KeepUsedRows(List<Operation> operations, TraceCell[] cells, LaneMap lanes)
    {
        int[] places = new int[operations.Count];
        Array.Fill(places, -1);
        var kept = new List<Operation>(operations.Count);
        foreach (ref TraceCell cell in cells.AsSpan())
        {
            if (lanes.StepOf(cell) < 0)
            {
                cell.Row = -1;
                continue;
            }

            ref int place = ref places[cell.Row];
            if (place < 0)
            {
                place = kept.Count;
                kept.Add(operations[cell.Row]);
            }

            cell.Row = place;
        }

        return [.. kept];
    }

    private static int[] Fill(
        ReadOnlySpan<TraceOperation> operations,
        TraceCell[] cells,
        LaneMap lanes,
        int stages,
        double[] starts,
        double[] durations,
        int[] workers,
        out long repeated)
    {
        repeated = 0;
        var filled = new int[starts.Length / lanes.LaneCount];
        for (int i = 0; i < cells.Length; i++)
        {
            ref readonly TraceCell cell = ref cells[i];
            if (cell.Row < 0)
                continue;

            ref readonly TraceOperation operation = ref operations[i];
            int rank = lanes.RankOf(cell);
            int at = (cell.Row * lanes.LaneCount) + (rank * lanes.Steps.Length) + lanes.StepOf(cell);
            if (double.IsNaN(starts[at]))
            {
                filled[cell.Row]++;
            }
            else
            {
                repeated++;
                if (operation.Seconds <= durations[at])
                    continue;
            }

            starts[at] = operation.StartSeconds;
            durations[at] = operation.Seconds;
            workers[(rank * stages) + operation.Stage] = operation.Rank;
        }

        return filled;
    }

    /// <summary>Where ranks were not recorded, workers are numbered stage by stage, as trainers do.</summary>
    private static void NameWorkers(int[] workers, int stages)
    {
        int[] named = [.. workers.Where(rank => rank != NoOperation)];
        if (named.Min() >= 0 && named.Distinct().Count() == named.Length)
            return;

        int ranks = workers.Length / stages;
        for (int i = 0; i < workers.Length; i++)
        {
            if (workers[i] != NoOperation)
                workers[i] = ((i % stages) * ranks) + (i / stages);
        }
    }
}
