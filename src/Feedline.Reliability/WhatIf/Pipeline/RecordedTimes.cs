namespace Feedline.Reliability;

/// <summary>What of the recorded times is an operation's own, and what is waiting.</summary>
internal static class RecordedTimes
{
    /// <summary>Clocks of machines differ: by more than this, in seconds, a negative time is no time.</summary>
    private const double ClockTolerance = 1e-2;

    /// <summary>
    /// Each operation's own time, rows of lanes: the duration of one in no group, and of one in a group its end less the last start
    /// of the group (transfer time).
    /// </summary>
    public static double[] Own(TraceTable table, DependencyGraph graph)
    {
        var own = (double[])table.Durations.Clone();
        int steps = table.Steps.Length;
        int lanes = table.LaneCount;
        double[] last = new double[lanes];
        for (int group = 0; group < graph.Groups.Count; group++)
        {
            Array.Fill(last, double.NegativeInfinity);
            foreach (int row in graph.Groups[group])
            {
                ReadOnlySpan<double> starts = table.StartsOf(row);
                for (int lane = 0; lane < lanes; lane++)
                {
                    if (starts[lane] > last[lane])
                        last[lane] = starts[lane];
                }
            }

            if (graph.IsOverRanks(group))
            {
                for (int lane = steps; lane < lanes; lane++)
                    last[lane % steps] = Math.Max(last[lane % steps], last[lane]);
                for (int lane = steps; lane < lanes; lane++)
                    last[lane] = last[lane % steps];
            }

            foreach (int row in graph.Groups[group])
            {
                ReadOnlySpan<double> starts = table.StartsOf(row);
                Span<double> times = own.AsSpan(row * lanes, lanes);
                for (int lane = 0; lane < lanes; lane++)
                {
                    if (!double.IsNaN(starts[lane]))
                        times[lane] = Clamped(starts[lane] + times[lane] - last[lane]);
                }
            }
        }

        return own;
    }

    /// <summary>How long after all it waits for an operation began, rows of lanes: work of the host that no operation records.</summary>
    /// <param name="table">The trace.</param>
    /// <param name="schedule">The operations, each after those it waits for.</param>
    public static double[] Delays(TraceTable table, Schedule schedule)
    {
        int lanes = table.LaneCount;
        var delays = new double[table.Starts.Length];
        var ends = new double[table.Starts.Length];
        double[] stepStarts = StepStarts(table);
        double[] ready = new double[lanes];
        foreach (int row in schedule.Order)
        {
            ReadOnlySpan<int> before = schedule.BeforeOf(row);
            for (int lane = 0; lane < lanes && before.IsEmpty; lane += stepStarts.Length)
                stepStarts.CopyTo(ready, lane);

            for (int i = 0; i < before.Length; i++)
            {
                if (i == 0)
                    ends.AsSpan(before[0] * lanes, lanes).CopyTo(ready);
                else
                    LaneMath.Raise(ready, ends.AsSpan(before[i] * lanes, lanes));
            }

            // Who waits for an operation that was not recorded waits for what that one waited for.
            int at = row * lanes;
            for (int lane = 0; lane < lanes; lane++, at++)
            {
                bool isRecorded = !double.IsNaN(table.Starts[at]);
                ends[at] = isRecorded ? table.Starts[at] + table.Durations[at] : ready[lane];
                delays[at] = isRecorded ? Clamped(table.Starts[at] - ready[lane]) : 0;
            }
        }

        return delays;
    }

    /// <summary>The recorded seconds of each step: from its first start to its last end.</summary>
    public static double[] StepSeconds(TraceTable table)
    {
        double[] seconds = StepStarts(table);
        var last = new double[seconds.Length];
        Array.Fill(last, double.NegativeInfinity);
        for (int i = 0; i < table.Starts.Length; i++)
        {
            double end = table.Starts[i] + table.Durations[i];
            if (end > last[i % last.Length])
                last[i % last.Length] = end;
        }

        for (int step = 0; step < seconds.Length; step++)
            seconds[step] = last[step] - seconds[step];

        return seconds;
    }

    private static double[] StepStarts(TraceTable table)
    {
        var first = new double[table.Steps.Length];
        Array.Fill(first, double.PositiveInfinity);
        for (int i = 0; i < table.Starts.Length; i++)
        {
            if (table.Starts[i] < first[i % first.Length])
                first[i % first.Length] = table.Starts[i];
        }

        return first;
    }

    private static double Clamped(double seconds) => seconds <= -ClockTolerance ? 0 : seconds;
}
