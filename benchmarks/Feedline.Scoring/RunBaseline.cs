using Feedline.Tests.Shared;

namespace Feedline.Scoring;

/// <summary>How long a step and a checkpoint of a run take where no fault was injected, and what more each fault cost.</summary>
internal sealed class RunBaseline
{
    /// <summary>After a fault the run may take so long to recover.</summary>
    public static readonly long Recovery = UnixTime.ToNanoseconds(TimeSpan.FromSeconds(10));

    /// <summary>The first steps of each rank are warm-up.</summary>
    private const int WarmUp = 5;

    private readonly StepLog _log;
    private readonly IReadOnlyList<InjectedFault> _faults;

    public RunBaseline(StepLog log, IReadOnlyList<InjectedFault> faults)
    {
        _log = log;
        _faults = faults;
        List<double> steps = [], checkpoints = [];
        List<long> checkpointTimes = [];
        foreach (List<StepTime> rank in log.Ranks.Values)
        {
            foreach (StepTime step in rank.Skip(WarmUp))
            {
                if (step.Checkpoint > 0 && ReferenceEquals(rank, log.Ranks.Values.First()))
                    checkpointTimes.Add(step.End);

                if (step.IsRepeated || faults.Any(fault => step.Start < fault.End + Recovery && step.End > fault.Start))
                    continue;

                steps.Add(step.Plain);
                if (step.Checkpoint > 0)
                    checkpoints.Add(step.Checkpoint);
            }
        }

        Step = Median(steps);
        Spread = 1.4826 * Median([.. steps.Select(step => Math.Abs(step - Step))]);
        Checkpoint = checkpoints.Count > 0 ? Median(checkpoints) : 0;
        CheckpointPeriod = Median([.. checkpointTimes.Skip(1).Zip(checkpointTimes, (later, earlier) => UnixTime.ToSeconds(later - earlier))]);
    }

    /// <summary>The normal step in seconds.</summary>
    public double Step { get; }

    /// <summary>The standard deviation of normal steps, in seconds.</summary>
    public double Spread { get; }

    /// <summary>The normal checkpoint in seconds; 0 without one.</summary>
    public double Checkpoint { get; }

    /// <summary>Seconds between checkpoints; NaN without two.</summary>
    public double CheckpointPeriod { get; }

    /// <summary>GPU-seconds beyond the baseline in some faults that overlap in time.</summary>
    public double LostTo(IReadOnlyList<InjectedFault> together)
    {
        long start = together.Min(fault => fault.Start);
        long end = together.Max(fault => fault.End);
        bool repeats = together.Any(fault => fault.Mode == "worker-loss");

        // What is run again after the next loss is that one's.
        long repeatsEnd = _faults.Where(fault => fault.Mode == "worker-loss" && fault.Start >= end).Select(fault => fault.Start).DefaultIfEmpty(long.MaxValue).Min();
        double lost = 0;
        foreach (List<StepTime> rank in _log.Ranks.Values)
        {
            foreach (StepTime step in rank)
            {
                if (repeats && step.IsRepeated && step.End > start && step.End <= repeatsEnd)
                    lost += step.Plain;
                else if (step.Start < end && step.End > start)
                    lost += Excess(step);
            }
        }

        return lost;
    }

    /// <summary>When the first step ends in which a fault shows; of a fault that stops the job, when it begins.</summary>
    public long VisibleFrom(InjectedFault fault)
    {
        if (fault.Mode is "hang" or "worker-loss")
            return fault.Start;

        // Replicas that disagree show in the first step's gradient norm, not in its length.
        bool showsAtOnce = fault.Mode == "gradient-corruption";
        long first = long.MaxValue;
        foreach (List<StepTime> rank in _log.Ranks.Values)
        {
            foreach (StepTime step in rank)
            {
                if (step.End > fault.Start && step.Start < fault.End && (showsAtOnce || Shows(step, fault)))
                {
                    first = Math.Min(first, step.End);
                    break;
                }
            }
        }

        return first == long.MaxValue ? fault.Start : first;
    }

    private bool Shows(StepTime step, InjectedFault fault) => fault.Mode == "checkpoint-stall"
        ? step.Checkpoint > 1.5 * Checkpoint
        : step.Plain > Step + (5 * Spread);

    private double Excess(StepTime step) => step.Plain - Step + Math.Max(0, step.Checkpoint - Checkpoint);

    private static double Median(List<double> values)
    {
        if (values.Count == 0)
            return double.NaN;

        values.Sort();
        return values[values.Count / 2];
    }
}
