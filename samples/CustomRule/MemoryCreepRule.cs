using System.Globalization;
using Feedline;

namespace Acme.Rules;

/// <summary>ACME0001: the memory of a GPU fills up step by step; one day the job ends with "out of memory".</summary>
/// <remarks>
/// Use goes up and down within a step and between steps, so the rule compares the least use of blocks of steps: what is never
/// given back. Five blocks in a row that each keep more than the one before, and in all by a twentieth, are no chance.
/// </remarks>
public sealed class MemoryCreepRule : IDiagnosticRule
{
    private const int BlockSteps = 32;
    private const int Blocks = 5;
    private const double LeastGrowth = 0.05;

    // OpenTelemetry has no limit in its GPU metrics that every exporter gives: without one the rule still speaks.
    private const string UsageSignal = "hw.gpu.memory.usage";
    private const string LimitSignal = "hw.gpu.memory.limit";

    #region custom-columns
    private static readonly StepColumn Usage = new(UsageSignal, StepAggregation.Max);
    private static readonly StepColumn Limit = new(LimitSignal, StepAggregation.Last);
    #endregion

    /// <inheritdoc/>
    #region custom-descriptor
    public RuleDescriptor Descriptor { get; } = new(
        "ACME0001", "GPU memory creep", new FailureMode("gpu-memory-creep"), Layer.GpuWorkers, FindingSeverity.Warning)
    {
        RequiredSignals = [UsageSignal],
        Columns = [Usage, Limit],
    };
    #endregion

    /// <inheritdoc/>
    #region custom-evaluate
    public void Evaluate(RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (JobView job in context.Jobs)
        {
            JobState state = context.State(job, static () => new JobState());
            for (long sequence = Math.Max(state.Next, job.FirstSequence); sequence < job.EndSequence; sequence++)
                Observe(job, sequence, state);

            state.Next = job.EndSequence;
            foreach (RankState rank in state.Ranks.Values)
            {
                if (rank.IsCreeping)
                    context.Report(Draft(job, rank));
            }
        }
    }
    #endregion

    private static void Observe(JobView job, long sequence, JobState state)
    {
        StepRow row = job.Row(sequence);
        ReadOnlySpan<double> usage = job.Values(sequence, Usage);
        ReadOnlySpan<double> limit = job.Values(sequence, Limit);
        for (int slot = 0; slot < usage.Length; slot++)
        {
            // Missing is not zero.
            if (double.IsNaN(usage[slot]))
                continue;

            int number = job.Ranks[slot].Rank;
            if (!state.Ranks.TryGetValue(number, out RankState? rank))
                state.Ranks.Add(number, rank = new RankState { Slot = slot });

            rank.Slot = slot;
            rank.Observe(row, usage[slot], limit[slot]);
        }
    }

    private static FindingDraft Draft(JobView job, RankState rank)
    {
        RankProgress who = job.Ranks[rank.Slot];
        double perStep = (rank.Last - rank.First) / ((Blocks - 1) * BlockSteps);
        bool hasLimit = !double.IsNaN(rank.Limit);
        string when = hasLimit
            ? string.Create(CultureInfo.InvariantCulture, $" and is full in about {(rank.Limit - rank.Last) / perStep:0} steps")
            : "";
        return new FindingDraft
        {
            Job = job.Job,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"The GPU of rank {who.Rank} keeps {perStep / 1e6:0.0} MB more at every step{when}."),
            StartUnixNanoseconds = rank.FirstStart,
            EndUnixNanoseconds = rank.LastEnd,
            Subjects = [new Subject { Rank = who.Rank, Node = who.Node }],
            Confidence = 0.9,
            Evidence = [new Evidence("least memory use of a block of steps", rank.Last, rank.First, "By")],
            MissingInputs = hasLimit ? [] : [LimitSignal],
            Mitigations =
            [
                new Mitigation(MitigationKind.Investigate, "Look for tensors kept beyond their step: lists of losses, hooks, caches without a bound."),
                new Mitigation(MitigationKind.RestartRank, "Restart at the next checkpoint, before the memory is full."),
            ],
        };
    }

    private sealed class JobState
    {
        public long Next { get; set; }

        public Dictionary<int, RankState> Ranks { get; } = [];
    }

    private sealed class RankState
    {
        // The last blocks in a row of which each kept more than the one before.
        private readonly Queue<(double Least, long Start)> _growing = new();
        private double _least = double.PositiveInfinity;
        private long _blockStart;
        private int _steps;

        public int Slot { get; set; }

        public double Limit { get; private set; } = double.NaN;

        public long LastEnd { get; private set; }

        public double Last { get; private set; }

        public double First => _growing.Peek().Least;

        public long FirstStart => _growing.Peek().Start;

        public bool IsCreeping => _growing.Count == Blocks && Last > First * (1 + LeastGrowth);

        public void Observe(in StepRow row, double usage, double limit)
        {
            if (!double.IsNaN(limit))
                Limit = limit;

            if (_steps++ == 0)
                _blockStart = row.StartUnixNanoseconds;

            _least = Math.Min(_least, usage);
            if (_steps < BlockSteps)
                return;

            if (_growing.Count > 0 && _least <= Last)
                _growing.Clear();
            else if (_growing.Count == Blocks)
                _growing.Dequeue();

            _growing.Enqueue((_least, _blockStart));
            Last = _least;
            LastEnd = row.EndUnixNanoseconds;
            _least = double.PositiveInfinity;
            _steps = 0;
        }
    }
}
