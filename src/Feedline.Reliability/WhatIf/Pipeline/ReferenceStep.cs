namespace Feedline.Reliability;

/// <summary>
/// Chooses the step of one data-parallel rank whose order all follow: the most completely recorded, of several the first. An
/// operation it lacks is taken from the first that has it.
/// </summary>
internal static class ReferenceStep
{
    public static ReferenceOperation[] Choose(
        ReadOnlySpan<TraceOperation> operations, TraceCell[] cells, LaneMap lanes, Operation[] rows, double[] starts, int stages)
    {
        int best = MostComplete(starts, rows.Length, lanes);
        double[] stepStarts = StepStarts(starts, lanes);
        int[] chosen = new int[rows.Length];
        int[] order = new int[rows.Length];
        Array.Fill(order, int.MaxValue);
        for (int i = 0; i < cells.Length; i++)
        {
            ref readonly TraceCell cell = ref cells[i];
            if (cell.Row < 0)
                continue;

            int ranks = lanes.DataParallelRanks.Length;
            int place = (lanes.StepOf(cell) * ranks) + lanes.RankOf(cell);
            place = place == best ? -1 : place;
            if (place < order[cell.Row])
            {
                order[cell.Row] = place;
                chosen[cell.Row] = i;
            }
        }

        var reference = new ReferenceOperation[rows.Length];
        for (int row = 0; row < rows.Length; row++)
            reference[row] = Describe(operations[chosen[row]], stepStarts[lanes.StepOf(cells[chosen[row]])], stages);

        return reference;
    }

    private static ReferenceOperation Describe(in TraceOperation operation, double stepStart, int stages)
    {
        double start = operation.StartSeconds - stepStart;
        int chunk = Math.Max(0, operation.ModelChunk);
        return new ReferenceOperation(
            start,
            start + operation.Seconds,
            operation.ModelChunk,
            operation.GlobalModelChunk >= 0 ? operation.GlobalModelChunk : (chunk * stages) + operation.Stage,
            operation.MicroBatch);
    }

    /// <summary>By step, then by rank.</summary>
    private static int MostComplete(double[] starts, int rows, LaneMap lanes)
    {
        var counts = new int[lanes.LaneCount];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> of = starts.AsSpan(row * counts.Length, counts.Length);
            for (int lane = 0; lane < of.Length; lane++)
                counts[lane] += double.IsNaN(of[lane]) ? 0 : 1;
        }

        int best = 0;
        int most = -1;
        int ranks = lanes.DataParallelRanks.Length;
        for (int place = 0; place < counts.Length; place++)
        {
            int count = counts[(place % ranks * lanes.Steps.Length) + (place / ranks)];
            if (count > most)
            {
                most = count;
                best = place;
            }
        }

        return best;
    }

    private static double[] StepStarts(double[] starts, LaneMap lanes)
    {
        var first = new double[lanes.Steps.Length];
        Array.Fill(first, double.PositiveInfinity);
        for (int i = 0; i < starts.Length; i++)
        {
            if (starts[i] < first[i % first.Length])
                first[i % first.Length] = starts[i];
        }

        return first;
    }
}
