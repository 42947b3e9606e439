namespace Feedline.Reliability;

/// <summary>
/// What operations would take if all of a kind were alike: the mean of a kind of computation over all ranks, stages and steps, and the
/// median of a kind of communication.
/// </summary>
internal static class IdealTimes
{
    public static double[] Of(TraceTable table, double[] own)
    {
        int lanes = table.LaneCount;
        var ideal = new double[own.Length];
        var values = new double[own.Length];
        for (int kind = 0; kind < OperationKinds.Count; kind++)
        {
            int count = 0;
            for (int row = 0; row < table.Operations.Length; row++)
            {
                if ((int)table.Operations[row].Kind == kind)
                    count += Recorded(table, own, row, values.AsSpan(count));
            }

            if (count == 0)
                continue;

            double alike = OperationKinds.IsCommunication((OperationKind)kind)
                ? Signals.Median.InPlace(values.AsSpan(0, count))
                : System.Numerics.Tensors.TensorPrimitives.Sum(values.AsSpan(0, count)) / count;
            for (int row = 0; row < table.Operations.Length; row++)
            {
                if ((int)table.Operations[row].Kind == kind)
                    Set(table, row, alike, ideal.AsSpan(row * lanes, lanes));
            }
        }

        return ideal;
    }

    private static int Recorded(TraceTable table, double[] own, int row, Span<double> values)
    {
        ReadOnlySpan<double> times = own.AsSpan(row * table.LaneCount, table.LaneCount);
        if (!table.HasGaps[row])
        {
            times.CopyTo(values);
            return times.Length;
        }

        ReadOnlySpan<double> starts = table.StartsOf(row);
        int count = 0;
        for (int lane = 0; lane < times.Length; lane++)
        {
            if (!double.IsNaN(starts[lane]))
                values[count++] = times[lane];
        }

        return count;
    }

    // What a rank does not have takes no time, ideally too.
    private static void Set(TraceTable table, int row, double alike, Span<double> ideal)
    {
        if (!table.HasGaps[row])
        {
            ideal.Fill(alike);
            return;
        }

        ReadOnlySpan<double> starts = table.StartsOf(row);
        for (int lane = 0; lane < ideal.Length; lane++)
            ideal[lane] = double.IsNaN(starts[lane]) ? 0 : alike;
    }
}
