namespace Feedline.Reliability;

/// <summary>Lets all steps run with given times of their operations.</summary>
/// <remarks>
/// An operation begins when all it waits for has ended, after its own delay. It ends after its own time; one of a group after
/// the last of the group has begun. Not thread safe: it keeps the lanes of the last run.
/// </remarks>
internal sealed class StepSimulator
{
    private readonly TraceTable _table;
    private readonly DependencyGraph _graph;
    private readonly Schedule _schedule;
    private readonly int _lanes;
    private readonly double[] _ends;
    private readonly double[] _begun;
    private readonly double[] _acrossRanks;
    private readonly int[] _last;

    public StepSimulator(TraceTable table, DependencyGraph graph)
    {
        _table = table;
        _graph = graph;
        _schedule = Schedule.Of(graph, table.Operations);
        _lanes = table.LaneCount;
        _ends = new double[table.Operations.Length * _lanes];
        _begun = new double[_lanes];
        _acrossRanks = new double[table.Steps.Length];
        int[] optimizers = [.. Enumerable.Range(0, table.Operations.Length).Where(row => table.Operations[row].Kind == OperationKind.Optimizer)];
        _last = optimizers.Length > 0 ? optimizers : [.. Enumerable.Range(0, table.Operations.Length)];
    }

    /// <summary>The order in which operations are simulated.</summary>
    public Schedule Schedule => _schedule;

    /// <summary>Runs the steps.</summary>
    /// <param name="times">Each operation's own time, rows of lanes.</param>
    /// <param name="delays">What each waits in addition, rows of lanes; empty for nothing.</param>
    /// <param name="steps">Receives the seconds of each step, to the end of the last optimizer.</param>
    public void Run(ReadOnlySpan<double> times, ReadOnlySpan<double> delays, Span<double> steps)
    {
        int[] order = _schedule.Order;
        for (int place = 0; place < order.Length; place++)
        {
            int row = order[place];
            Span<double> end = Lanes(row);
            Begin(row, end);
            if (!delays.IsEmpty)
                LaneMath.Add(end, delays.Slice(row * _lanes, _lanes), end);

            if (_graph.GroupOf(row) < 0)
                LaneMath.Add(end, times.Slice(row * _lanes, _lanes), end);
            else if (_schedule.GroupEnding[place] >= 0)
                EndGroup(_schedule.GroupEnding[place], times);
        }

        LastEnds(_last, steps);
    }

    /// <summary>The seconds of each step of the last run, to the end of its last operation of any kind.</summary>
    public void WholeSteps(Span<double> steps) => LastEnds(_schedule.Order, steps);

    private Span<double> Lanes(int row) => _ends.AsSpan(row * _lanes, _lanes);

    private void Begin(int row, Span<double> begin)
    {
        ReadOnlySpan<int> before = _schedule.BeforeOf(row);
        if (before.IsEmpty)
        {
            begin.Clear();
            return;
        }

        Lanes(before[0]).CopyTo(begin);
        foreach (int other in before[1..])
            LaneMath.Raise(begin, Lanes(other));
    }

    private void EndGroup(int group, ReadOnlySpan<double> times)
    {
        int[] rows = _graph.Groups[group];
        Span<double> begun = _begun;
        begun.Fill(double.NegativeInfinity);
        foreach (int row in rows)
        {
            if (_table.HasGaps[row])
                RaiseRecorded(begun, row);
            else
                LaneMath.Raise(begun, Lanes(row));
        }

        if (_graph.IsOverRanks(group))
            RaiseAcrossRanks(begun);

        foreach (int row in rows)
        {
            if (_table.HasGaps[row])
                EndRecorded(begun, row, times);
            else
                LaneMath.Add(begun, times.Slice(row * _lanes, _lanes), Lanes(row));
        }
    }

    private void RaiseAcrossRanks(Span<double> begun)
    {
        int steps = _acrossRanks.Length;
        begun[..steps].CopyTo(_acrossRanks);
        for (int lane = steps; lane < begun.Length; lane += steps)
            LaneMath.Raise(_acrossRanks, begun.Slice(lane, steps));

        for (int lane = 0; lane < begun.Length; lane += steps)
            _acrossRanks.CopyTo(begun.Slice(lane, steps));
    }

    // An operation that a rank does not have holds nobody up, and nobody holds it up.
    private void RaiseRecorded(Span<double> begun, int row)
    {
        ReadOnlySpan<double> starts = _table.StartsOf(row);
        ReadOnlySpan<double> own = Lanes(row);
        for (int lane = 0; lane < begun.Length; lane++)
        {
            if (!double.IsNaN(starts[lane]))
                begun[lane] = Math.Max(begun[lane], own[lane]);
        }
    }

    private void EndRecorded(ReadOnlySpan<double> begun, int row, ReadOnlySpan<double> times)
    {
        ReadOnlySpan<double> starts = _table.StartsOf(row);
        ReadOnlySpan<double> time = times.Slice(row * _lanes, _lanes);
        Span<double> end = Lanes(row);
        for (int lane = 0; lane < end.Length; lane++)
        {
            if (!double.IsNaN(starts[lane]))
                end[lane] = begun[lane] + time[lane];
        }
    }

    private void LastEnds(ReadOnlySpan<int> rows, Span<double> steps)
    {
        steps.Fill(double.NegativeInfinity);
        foreach (int row in rows)
        {
            ReadOnlySpan<double> ends = Lanes(row);
            for (int lane = 0; lane < _lanes; lane += steps.Length)
                LaneMath.Raise(steps, ends.Slice(lane, steps.Length));
        }
    }
}
