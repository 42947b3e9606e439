using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>FL1001: checkpoints block training longer than they used to.</summary>
internal sealed class CheckpointStallRule : IDiagnosticRule
{
    /// <summary>So many normal checkpoints must have been seen before one can be judged.</summary>
    private const int WarmUp = 2;

    /// <summary>A stall takes more than so many times the normal duration, twice in a row…</summary>
    private const double Ratio = 2;

    /// <summary>…or so many times once: of many checkpoints one is a little too long by chance.</summary>
    private const double CertainRatio = 4;

    /// <summary>And its excess is more than this share of the time since the checkpoint before: what costs less is not worth a finding.</summary>
    private const double LeastCost = 0.01;

    /// <summary>A stall that costs more than this share of the time between two checkpoints is an error.</summary>
    private const double ErrorCost = 0.1;

    /// <summary>How sure a stall is that is seen by utilisation alone.</summary>
    private const double WithoutMeasurement = 0.7;

    /// <summary>Up to this share of the ranks slow is a bad target, above it is the storage as a whole.</summary>
    private const double FewRanks = 0.25;

    public RuleDescriptor Descriptor { get; } = new(
        "FL1001", "Checkpoint stall", FailureMode.CheckpointStall, Layer.CheckpointStorage, FindingSeverity.Warning)
    {
        HelpLink = RuleHelp.Link("FL1001"),
        RequiredSignals = [SignalNames.CheckpointDuration + "|" + SignalNames.StorageOperationDuration + "|" + SignalNames.GpuUtilization],
        Columns =
        [
            StepColumns.Checkpoint, StepColumns.CheckpointWrite, StepColumns.CheckpointSize, StepColumns.Evaluation,
            StepColumns.DataWait, StepColumns.Compute, StepColumns.Collective,
        ],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            State state = context.State(job, static () => new State());
            if (!job.Has(StepColumns.Checkpoint) && !job.Has(StepColumns.CheckpointWrite))
            {
                state.Dark.Observe(context, job);
                if (state.Dark.IsStalled)
                    context.Report(Draft(job, state.Dark));

                continue;
            }

            while (state.Watch.TryNext(job, out StepRow row))
                Observe(job, row, state);

            if (state.IsStalled)
                context.Report(Draft(job, state));
        }
    }

    private static void Observe(JobView job, in StepRow row, State state)
    {
        state.Communication.Observe(RowStatistics.Least(job.Values(row.Sequence, StepColumns.Collective)));
        ReadOnlySpan<double> writes = job.Values(row.Sequence, StepColumns.CheckpointWrite);
        double blocking = RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Checkpoint));
        double write = RowStatistics.Greatest(writes);
        if (double.IsNaN(blocking) && double.IsNaN(write))
            return;

        double unit = state.Unit(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.CheckpointSize)));
        if (state.PreviousEnd != long.MinValue)
            state.Period = UnixTime.ToSeconds(row.EndUnixNanoseconds - state.PreviousEnd);

        state.PreviousEnd = row.EndUnixNanoseconds;

        // The write itself, where it is known: the blocking time also holds the wait for the slowest rank and for the network.
        // Where the write of a rank is missing it may be the slow one.
        int count = RowStatistics.Count(writes);
        bool isWhole = count >= state.PreviousWrites;
        state.PreviousWrites = count;
        bool byWrite = !double.IsNaN(write) && ((isWhole && state.Writes.Count >= WarmUp) || double.IsNaN(blocking));
        double duration = byWrite ? write : blocking;
        RobustBaseline normal = byWrite ? state.Writes : state.Blocking;
        double expected = normal.Count >= WarmUp ? normal.Median * unit : double.NaN;
        double limit = Math.Max(Ratio * expected, expected + (6 * normal.Spread * unit));
        bool isSlow = expected > 0 && duration > limit && duration - expected > LeastCost * state.Period;
        if (!isSlow)
        {
            state.End(write / unit, blocking / unit);
            return;
        }

        // The ranks meet in a checkpoint as in a collective. Where the writes are not known, what a collective has just taken too long is the network's.
        if (!byWrite && duration - expected <= state.Communication.Excess)
            return;

        if (state.Checkpoints == 0)
        {
            double evaluation = RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Evaluation));
            double tail = Math.Max(duration, double.IsNaN(blocking) ? 0 : blocking) + (double.IsNaN(evaluation) ? 0 : evaluation);
            state.Start = Math.Max(row.StartUnixNanoseconds, row.EndUnixNanoseconds - UnixTime.FromSeconds(tail));
            state.Pending = (write / unit, blocking / unit);
        }

        state.LastEnd = row.EndUnixNanoseconds;
        state.Checkpoints++;
        state.IsStalled |= state.Checkpoints > 1 || duration > CertainRatio * expected;
        state.Blocked += duration;
        state.Expected = expected;
        state.Bandwidth = state.HasSizes ? unit / duration : double.NaN;
        state.ExpectedBandwidth = state.HasSizes ? unit / expected : double.NaN;
        state.HasWrites |= byWrite;
        if (!byWrite)
            return;

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
            EndUnixNanoseconds = state.LastEnd,
            Discriminator = "",
            Subjects = fewRanks ? [.. state.SlowRanks.Select(slot => RuleHelp.Subject(job, slot))] : [],
            Severity = state.Period > 0 && mean - state.Expected > ErrorCost * state.Period ? FindingSeverity.Error : null,
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

    private static FindingDraft Draft(JobView job, DarkPauses pauses)
    {
        double mean = pauses.Blocked / pauses.Pauses;
        return new FindingDraft
        {
            Job = job.Job,
            Message = $"Each {RuleHelp.Count(pauses.Gap, "step")} all GPUs stop for {RuleHelp.Time(mean)} where it was {RuleHelp.Time(pauses.Expected)} before "
                + $"({RuleHelp.Times(mean / pauses.Expected)}), as in checkpoints that have become slow. {RuleHelp.Count(pauses.Pauses, "pause")} so far.",
            StartUnixNanoseconds = pauses.Start,
            EndUnixNanoseconds = pauses.End,
            Discriminator = "",
            Severity = mean - pauses.Expected > ErrorCost * pauses.Period ? FindingSeverity.Error : null,
            Confidence = WithoutMeasurement,
            Evidence =
            [
                new Evidence("pause of all GPUs, mean", mean, pauses.Expected, "s"),
                new Evidence("time between two pauses", pauses.Period, pauses.Period, "s"),
            ],
            MissingInputs = [SignalNames.CheckpointDuration, $"{SignalNames.StorageOperationDuration}{{{DimensionKeys.StorageLayer}=checkpoint}}"],
            Mitigations =
            [
                new Mitigation(MitigationKind.CollectArtifacts, "Measure how long checkpoints block, and each rank's write: that they are checkpoints is told by their period only."),
                new Mitigation(MitigationKind.Investigate, "Look at the load, the quota and the health of the checkpoint storage."),
                new Mitigation(MitigationKind.Reconfigure, "Write checkpoints asynchronously or to node-local storage first, so that a slow tier does not block the step."),
            ],
        };
    }

    private sealed class State
    {
        /// <summary>Where the job tells of no checkpoint.</summary>
        public DarkPauses Dark { get; } = new();

        public StepWatch Watch { get; } = new();

        public RecentCommunication Communication { get; } = new();

        /// <summary>Of writes: seconds per byte where sizes are known, else seconds.</summary>
        public RobustBaseline Writes { get; } = new(32);

        /// <summary>Likewise, how long checkpoints block.</summary>
        public RobustBaseline Blocking { get; } = new(32);

        public bool HasSizes => _size > 0;

        /// <summary>What the first slow checkpoint took by either measure: learned as well if it stays the only one.</summary>
        public (double Write, double Blocking) Pending { get; set; }

        public List<int> SlowRanks { get; } = [];

        /// <summary>Of how many ranks the write before was measured.</summary>
        public int PreviousWrites { get; set; }

        public long PreviousEnd { get; set; } = long.MinValue;

        public double Period { get; set; }

        public bool IsStalled { get; set; }

        public long Start { get; set; }

        public long LastEnd { get; set; }

        /// <summary>How many in a row were slow.</summary>
        public int Checkpoints { get; set; }

        public double Blocked { get; set; }

        public double Expected { get; set; }

        public double Bandwidth { get; set; }

        public double ExpectedBandwidth { get; set; }

        public bool HasWrites { get; set; }

        private double _size;

        /// <summary>What durations are measured by: the size where sizes are known; one that is missing is that of the checkpoint before.</summary>
        public double Unit(double size)
        {
            if (size > 0)
            {
                if (!HasSizes)
                {
                    // So far seconds were learned, from here on it is seconds per byte.
                    Writes.Clear();
                    Blocking.Clear();
                }

                _size = size;
            }

            return HasSizes ? _size : 1;
        }

        /// <summary>A checkpoint was normal.</summary>
        public void End(double write, double blocking)
        {
            if (Checkpoints > 0 && !IsStalled)
            {
                Writes.Add(Pending.Write);
                Blocking.Add(Pending.Blocking);
            }

            Writes.Add(write);
            Blocking.Add(blocking);
            IsStalled = false;
            Checkpoints = 0;
            Blocked = 0;
            HasWrites = false;
            SlowRanks.Clear();
        }
    }
}
