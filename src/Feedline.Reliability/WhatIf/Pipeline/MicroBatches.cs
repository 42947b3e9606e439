namespace Feedline.Reliability;

/// <summary>How the passes of micro-batches differ on the same worker.</summary>
internal static class MicroBatches
{
    private const int FewestPairs = 3;

    /// <summary>
    /// Correlates forward and backward seconds of micro-batches, less their mean on the same worker, chunk and step: what
    /// sets workers, stages or steps apart is no difference between micro-batches. With one micro-batch a step, less the mean over the steps.
    /// </summary>
    public static double? Correlation(TraceTable table)
    {
        int steps = table.Steps.Length;
        int ranks = table.DataParallelRanks.Length;
        double products = 0;
        double forwards = 0;
        double backwards = 0;
        long pairs = 0;
        foreach (List<(int Forward, int Backward)> chunk in Pairs(table))
        {
            bool byStep = chunk.Count > 1;
            for (int rank = 0; rank < ranks; rank++)
            {
                for (int step = 0; step < (byStep ? steps : 1); step++)
                {
                    int lane = (rank * steps) + step;
                    Accumulate(chunk, lane, byStep ? 1 : steps);
                }
            }
        }

        double? correlation = products / Math.Sqrt(forwards * backwards);
        return pairs >= FewestPairs && forwards > 0 && backwards > 0 && double.IsFinite(correlation.Value) ? Math.Clamp(correlation.Value, -1, 1) : null;

        void Accumulate(List<(int Forward, int Backward)> chunk, int lane, int lanes)
        {
            double sumForward = 0;
            double sumBackward = 0;
            int count = 0;
            foreach ((int forward, int backward) in chunk)
            {
                for (int i = lane; i < lane + lanes; i++)
                {
                    if (double.IsNaN(table.StartsOf(forward)[i]) || double.IsNaN(table.StartsOf(backward)[i]))
                        continue;

                    sumForward += table.DurationsOf(forward)[i];
                    sumBackward += table.DurationsOf(backward)[i];
                    count++;
                }
            }

            if (count < 2)
                return;

            pairs += count;
            foreach ((int forward, int backward) in chunk)
            {
                for (int i = lane; i < lane + lanes; i++)
                {
                    if (double.IsNaN(table.StartsOf(forward)[i]) || double.IsNaN(table.StartsOf(backward)[i]))
                        continue;

                    double x = table.DurationsOf(forward)[i] - (sumForward / count);
                    double y = table.DurationsOf(backward)[i] - (sumBackward / count);
                    products += x * y;
                    forwards += x * x;
                    backwards += y * y;
                }
            }
        }
    }

    /// <summary>Makes all passes of a kind and chunk on a worker as long as their mean.</summary>
    public static void Level(TraceTable table, double[] times)
    {
        int steps = table.Steps.Length;
        foreach (IGrouping<(int Stage, OperationKind Kind, int ModelChunk), int> passes in Passes(table).GroupBy(row => (table.Operations[row].Stage, table.Operations[row].Kind, table.Reference[row].ModelChunk)))
        {
            int[] rows = [.. passes];
            for (int rank = 0; rank < table.DataParallelRanks.Length; rank++)
                Level(table, times, rows, rank * steps, steps);
        }
    }

    private static void Level(TraceTable table, double[] times, int[] rows, int lane, int lanes)
    {
        double sum = 0;
        int count = 0;
        foreach (int row in rows)
        {
            for (int i = lane; i < lane + lanes; i++)
            {
                if (double.IsNaN(table.StartsOf(row)[i]))
                    continue;

                sum += times[(row * table.LaneCount) + i];
                count++;
            }
        }

        foreach (int row in rows)
        {
            for (int i = lane; i < lane + lanes; i++)
            {
                if (!double.IsNaN(table.StartsOf(row)[i]))
                    times[(row * table.LaneCount) + i] = sum / count;
            }
        }
    }

    private static IEnumerable<int> Passes(TraceTable table) =>
        Enumerable.Range(0, table.Operations.Length).Where(row => OperationKinds.IsCompute(table.Operations[row].Kind));

    /// <summary>The forward and the backward pass of each micro-batch, by stage and chunk.</summary>
    private static List<List<(int Forward, int Backward)>> Pairs(TraceTable table)
    {
        var forward = new Dictionary<(int Stage, int Chunk, int MicroBatch), int>();
        var pairs = new Dictionary<(int Stage, int Chunk), List<(int Forward, int Backward)>>();
        foreach (int row in Passes(table))
        {
            if (table.Operations[row].Kind == OperationKind.ForwardCompute)
                forward.TryAdd(KeyOf(row), row);
        }

        foreach (int row in Passes(table))
        {
            if (table.Operations[row].Kind != OperationKind.BackwardCompute || !forward.Remove(KeyOf(row), out int first))
                continue;

            (int stage, int chunk, _) = KeyOf(row);
            if (!pairs.TryGetValue((stage, chunk), out List<(int Forward, int Backward)>? of))
                pairs.Add((stage, chunk), of = []);

            of.Add((first, row));
        }

        return [.. pairs.Values];

        // Without micro-batch numbers passes are in order on each stage, as one chunk's are.
        (int Stage, int Chunk, int MicroBatch) KeyOf(int row) => (
            table.Operations[row].Stage,
            table.Reference[row].ModelChunk,
            table.Reference[row].MicroBatch >= 0 ? table.Reference[row].MicroBatch : table.Operations[row].Sequence);
    }
}
