using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>FL1001: checkpoints block training longer than they used to.</summary>
internal sealed class CheckpointStallRule : IDiagnosticRule
{
    /// <summary>So many normal checkpoints must have been seen before one can be judged.</summary>
    private const int WarmUp = 2;

    /// <summary>A stall takes more than so many times the normal duration.</summary>
    private const double Ratio = 2;

    /// <summary>And its excess is more than this share of the time since the checkpoint before: what costs less is not worth a finding.</summary>
    private const double LeastCost = 0.01;

    /// <summary>Up to this share of the ranks slow is a bad target, above it is the storage as a whole.</summary>
    private const double FewRanks = 0.25;

    public RuleDescriptor Descriptor { get; } = new(
        "FL1001", "Checkpoint stall", FailureMode.CheckpointStall, Layer.CheckpointStorage, FindingSeverity.Warning)
    {
        HelpLink = RuleHelp.Link("FL1001"),
        Columns = [StepColumns.Checkpoint, StepColumns.CheckpointWrite, StepColumns.CheckpointSize, StepColumns.Evaluation],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            State state = context.State(job, static () => new State());
            while (state.Watch.TryNext(job, out StepRow row))
                Observe(job, row, state);

            if (state.IsStalled)
                context.Report(Draft(job, state));
        }
    }

    private static void Observe(JobView job, in StepRow row, State state)
    {
        ReadOnlySpan<double> writes = job.Values(row.Sequence, StepColumns.CheckpointWrite);
        double blocking = RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Checkpoint));
        double write = RowStatistics.Greatest(writes);
        if (double.IsNaN(blocking) && double.IsNaN(write))
            return;

        // The write itself, where it is known: the blocking time also holds the wait for the slowest rank and for the network.
        double duration = double.IsNaN(write) ? blocking : write;
        double size = RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.CheckpointSize));
        double unit = size > 0 ? size : 1;
        if (state.PreviousEnd != long.MinValue)
            state.Period = UnixTime.ToSeconds(row.EndUnixNanoseconds - state.PreviousEnd);

        state.PreviousEnd = row.EndUnixNanoseconds;
        double expected = state.Normal.Count >= WarmUp ? state.Normal.Median * unit : double.NaN;
        double limit = Math.Max(Ratio * expected, expected + (6 * state.Normal.Spread * unit));
        bool stalled = duration > limit && duration - expected > LeastCost * state.Period;
        if (!stalled)
        {
            state.IsStalled = false;
            state.Normal.Add(duration / unit);
            return;
        }

        if (!state.IsStalled)
        {
            double evaluation = RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Evaluation));
            double tail = Math.Max(duration, double.IsNaN(blocking) ? 0 : blocking) + (double.IsNaN(evaluation) ? 0 : evaluation);
            state.IsStalled = true;
            state.Start = Math.Max(row.StartUnixNanoseconds, row.EndUnixNanoseconds - UnixTime.FromSeconds(tail));
            state.Checkpoints = 0;
            state.Blocked = 0;
        }

        state.End = row.EndUnixNanoseconds;
        state.Checkpoints++;
        state.Blocked += duration;
        state.Expected = expected;
        state.Bandwidth = size > 0 ? size / duration : double.NaN;
        state.ExpectedBandwidth = size > 0 ? size / expected : double.NaN;
        state.HasWrites = !double.IsNaN(write);
        state.SlowRanks.Clear();
        for (int slot = 0; slot < writes.Length; slot++)
        {
            if (writes[slot] > limit)
                state.SlowRanks.Add(slot);
        }
    }

    private static FindingDraft Draft(JobView job, State state)
    {
        double mean = state.Blocked / state.Checkpoints;
        bool fewRanks = state.SlowRanks.Count > 0 && state.SlowRanks.Count <= Math.Max(1, FewRanks * job.Ranks.Length)
            && state.SlowRanks.Count < job.Ranks.Length;
        string who = fewRanks
            ? $"{RuleHelp.Ranks(job, state.SlowRanks)} alone writes slowly, and all wait"
            : "all ranks stop together";
        return new FindingDraft
        {
            Job = job.Job,
            Message = $"A checkpoint takes {RuleHelp.Time(mean)} instead of {RuleHelp.Time(state.Expected)} "
                + $"({RuleHelp.Times(mean / state.Expected)}): {who}. {RuleHelp.Count(state.Checkpoints, "checkpoint")} so far.",
            StartUnixNanoseconds = state.Start,
            EndUnixNanoseconds = state.End,
            Discriminator = "",
            Subjects = fewRanks ? [.. state.SlowRanks.Select(slot => RuleHelp.Subject(job, slot))] : [],
            Severity = state.Period > 0 && mean - state.Expected > 0.1 * state.Period ? FindingSeverity.Error : null,
            Confidence = Math.Min(0.99, 1 - (0.5 * state.Expected / mean)),
            Evidence =
            [
                new Evidence("checkpoint duration, mean", mean, state.Expected, "s"),
                .. double.IsNaN(state.Bandwidth)
                    ? Array.Empty<Evidence>()
                    : [new Evidence("write bandwidth of the slowest rank", state.Bandwidth, state.ExpectedBandwidth, "By/s")],
            ],
            MissingInputs = state.HasWrites ? [] : [$"{SignalNames.StorageOperationDuration}{{{DimensionKeys.StorageLayer}=checkpoint}}"],
            Mitigations =
            [
                fewRanks
                    ? new Mitigation(MitigationKind.DrainNode, "Look at the storage target and the client of these ranks; the others write normally.")
                    : new Mitigation(MitigationKind.Investigate, "Look at the load, the quota and the health of the checkpoint storage: all its clients are slow."),
                new Mitigation(MitigationKind.Reconfigure, "Write checkpoints asynchronously or to node-local storage first, so that a slow tier does not block the step."),
                new Mitigation(MitigationKind.AddCapacity, "Move checkpoints to a parallel file system or a faster tier, and compute the interval anew from the write time."),
            ],
        };
    }

    private sealed class State
    {
        public StepWatch Watch { get; } = new();

        /// <summary>Seconds per byte where sizes are known, else seconds.</summary>
        public RobustBaseline Normal { get; } = new(32);

        public List<int> SlowRanks { get; } = [];

        public long PreviousEnd { get; set; } = long.MinValue;

        public double Period { get; set; }

        public bool IsStalled { get; set; }

        public long Start { get; set; }

        public long End { get; set; }

        public int Checkpoints { get; set; }

        public double Blocked { get; set; }

        public double Expected { get; set; }

        public double Bandwidth { get; set; }

        public double ExpectedBandwidth { get; set; }

        public bool HasWrites { get; set; }
    }
}
