using System.Collections.Immutable;
using System.Numerics;

namespace Feedline.Reliability;

/// <summary>Runs the replicates.</summary>
internal sealed class TimelineReplay(
    IReadOnlyList<TimelineStep> steps, TimelineCause[] causes, TimelineBaseline baseline, double wallSeconds, double productiveSeconds)
{
    private const int MostReplicates = 1_000;
    private const int FewestReplicates = 100;

    /// <summary>Steps drawn in all: a long run needs fewer replicates, as its own length averages out what is random.</summary>
    private const int MostDraws = 20_000_000;

    private readonly TimelineStep[] _disturbed = [.. steps.Where(step => step.Causes != 0)];

    public TimelineWhatIfReport Run(int seed, CancellationToken cancellationToken)
    {
        List<ulong> sets = Sets();
        int replicates = Math.Clamp(MostDraws / Math.Max(1, _disturbed.Length * sets.Count), FewestReplicates, MostReplicates);
        var saved = new double[sets.Count][];
        for (int i = 0; i < saved.Length; i++)
            saved[i] = new double[replicates];

        var random = new Random(seed);
        int[] sample = new int[baseline.Count];
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < sample.Length; i++)
                sample[i] = random.Next(sample.Length);

            // All sets see the same draws, so that their differences are not made of chance.
            foreach (TimelineStep step in _disturbed)
            {
                TimelineStep drawn = baseline.Step(sample[random.Next(sample.Length)]);
                double checkpoint = step.CheckpointSeconds > 0 ? baseline.Checkpoint(random.Next(baseline.CheckpointCount)) : 0;
                for (int set = 0; set < saved.Length; set++)
                    saved[set][replicate] += step.Seconds - Without(step, sets[set], drawn, checkpoint);
            }
        }

        for (int set = 0; set < saved.Length; set++)
        {
            double outside = causes.Where((_, i) => (sets[set] & (1UL << i)) != 0).Sum(cause => cause.SecondsOutsideSteps);
            for (int replicate = 0; replicate < replicates; replicate++)
                saved[set][replicate] += outside;
        }

        return new TimelineWhatIfReport
        {
            BaselineSteps = baseline.Count,
            WallSeconds = wallSeconds,
            Goodput = productiveSeconds / wallSeconds,
            Removals = [.. sets.Select((set, i) => (Set: set, Saved: saved[i])).Where(entry => IsReported(entry.Set)).Select(entry => Removal(entry.Set, entry.Saved))],
            Interactions = Interactions(sets, saved),
        };
    }

    /// <summary>Each cause, each two that share a step, all.</summary>
    private List<ulong> Sets()
    {
        var sets = new List<ulong>();
        for (int i = 0; i < causes.Length; i++)
            sets.Add(1UL << i);

        for (int i = 0; i < causes.Length; i++)
        {
            for (int j = i + 1; j < causes.Length; j++)
            {
                ulong pair = (1UL << i) | (1UL << j);
                if (_disturbed.Any(step => (step.Causes & pair) == pair))
                    sets.Add(pair);
            }
        }

        ulong all = causes.Length == 64 ? ulong.MaxValue : (1UL << causes.Length) - 1;
        if (causes.Length > 1 && !sets.Contains(all))
            sets.Add(all);

        return sets;
    }

    private bool IsReported(ulong set) => BitOperations.PopCount(set) is 1 || BitOperations.PopCount(set) == causes.Length;

    private double Without(TimelineStep step, ulong removed, TimelineStep drawn, double checkpoint)
    {
        ulong hit = step.Causes & removed;
        if (hit == 0)
            return step.Seconds;

        if (step.IsRepeated)
            return 0;

        if (hit == step.Causes)
            return TimelineBaseline.Plain(drawn) + checkpoint + step.EvaluationSeconds;

        TimelineParts parts = TimelineParts.None;
        for (int i = 0; i < causes.Length; i++)
            parts |= (hit & (1UL << i)) != 0 ? causes[i].Parts : TimelineParts.None;

        double before = Own(step, step, step) + step.CollectiveSeconds + step.CheckpointSeconds;
        double after = Own(step, parts.HasFlag(TimelineParts.Input) ? drawn : step, parts.HasFlag(TimelineParts.Compute) ? drawn : step)
            + (parts.HasFlag(TimelineParts.Collective) ? Math.Min(drawn.CollectiveSeconds, step.CollectiveSeconds) : step.CollectiveSeconds)
            + (parts.HasFlag(TimelineParts.Checkpoint) ? Math.Min(checkpoint, step.CheckpointSeconds) : step.CheckpointSeconds);
        return Math.Clamp(step.Seconds - before + after, 0, step.Seconds);
    }

    /// <summary>The slowest rank's input and computing, each of its own step.</summary>
    private static double Own(TimelineStep step, TimelineStep input, TimelineStep compute)
    {
        double slowest = 0;
        for (int rank = 0; rank < Math.Max(step.InputSeconds.Length, step.ComputeSeconds.Length); rank++)
        {
            double of = (rank < input.InputSeconds.Length ? input.InputSeconds[rank] : 0) + (rank < compute.ComputeSeconds.Length ? compute.ComputeSeconds[rank] : 0);
            slowest = Math.Max(slowest, of);
        }

        return slowest;
    }

    private TimelineRemoval Removal(ulong set, double[] saved) => new(
        [.. causes.Where((_, i) => (set & (1UL << i)) != 0).Select(cause => cause.Name)],
        _disturbed.Count(step => (step.Causes & set) != 0),
        Estimate(saved),
        Estimate([.. saved.Select(seconds => Math.Clamp(productiveSeconds / Math.Max(productiveSeconds, wallSeconds - seconds), 0, 1))]));

    private ImmutableArray<TimelineInteraction> Interactions(List<ulong> sets, double[][] saved)
    {
        var interactions = ImmutableArray.CreateBuilder<TimelineInteraction>();
        for (int i = 0; i < sets.Count; i++)
        {
            if (BitOperations.PopCount(sets[i]) != 2)
                continue;

            int first = BitOperations.TrailingZeroCount(sets[i]);
            int second = 63 - BitOperations.LeadingZeroCount(sets[i]);
            if (!_disturbed.Any(step => (step.Causes & sets[i]) == sets[i]))
                continue;

            double[] together = saved[i];
            interactions.Add(new TimelineInteraction(
                causes[first].Name, causes[second].Name, Estimate([.. together.Select((seconds, replicate) => seconds - saved[first][replicate] - saved[second][replicate])])));
        }

        return interactions.ToImmutable();
    }

    private static WhatIfEstimate Estimate(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        int tail = sorted.Length / 40;
        return new WhatIfEstimate(sorted.Average(), sorted[tail], sorted[^(tail + 1)]);
    }
}
