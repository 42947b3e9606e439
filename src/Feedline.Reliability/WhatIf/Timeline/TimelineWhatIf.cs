namespace Feedline.Reliability;

/// <summary>Replays the steps of a recorded run with causes of loss removed.</summary>
public static class TimelineWhatIf
{
    /// <summary>With fewer undisturbed steps nothing is said.</summary>
    public const int FewestBaselineSteps = 10;

    /// <summary>Replays a run without each cause, without each two that share a step, and without all.</summary>
    /// <param name="steps">The steps, in order.</param>
    /// <param name="causes">The causes, at most 64.</param>
    /// <param name="wallSeconds">The run's wall time; more than 0.</param>
    /// <param name="productiveSeconds">The productive part of it, from 0 to <paramref name="wallSeconds"/>.</param>
    /// <param name="seed">Begins the random numbers; the same seed gives the same report.</param>
    /// <param name="cancellationToken">Ends the replay early.</param>
    /// <remarks>
    /// A step whose causes are all removed takes as long as one drawn at random from the run's own undisturbed steps; of one that keeps
    /// some of its causes, only the parts that the removed ones lengthen are drawn, and it is as long as its slowest rank's input and computing, then
    /// communication, checkpoint and what was not measured. A checkpoint takes as long as an undisturbed one, or, where there is none, as the shortest of all. Intervals
    /// come from up to 1000 replicates, each with its own sample of the undisturbed steps; steps are drawn independently, so they are somewhat too narrow for a
    /// run whose undisturbed steps drift. Thread safe.
    /// </remarks>
    /// <returns>The report; null with fewer than <see cref="FewestBaselineSteps"/> undisturbed steps.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="steps"/> or <paramref name="causes"/> is null.</exception>
    /// <exception cref="ArgumentException">There are too many causes, or a step names one that is not there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative or not finite.</exception>
    public static TimelineWhatIfReport? Analyze(
        IReadOnlyList<TimelineStep> steps,
        IReadOnlyList<TimelineCause> causes,
        double wallSeconds,
        double productiveSeconds,
        int seed = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(causes);
        if (!(wallSeconds > 0 && double.IsFinite(wallSeconds)))
            throw new ArgumentOutOfRangeException(nameof(wallSeconds), wallSeconds, "The wall time is more than 0 and finite.");
        if (!(productiveSeconds >= 0 && productiveSeconds <= wallSeconds))
            throw new ArgumentOutOfRangeException(nameof(productiveSeconds), productiveSeconds, "The productive time is part of the wall time.");
        if (causes.Count > 64)
            throw new ArgumentException("There are more than 64 causes.", nameof(causes));

        ulong known = causes.Count == 64 ? ulong.MaxValue : (1UL << causes.Count) - 1;
        foreach (TimelineStep step in steps)
        {
            if ((step.Causes & ~known) != 0)
                throw new ArgumentException("A step names a cause that is not there.", nameof(steps));
            if (!(step.Seconds >= 0 && double.IsFinite(step.Seconds)))
                throw new ArgumentOutOfRangeException(nameof(steps), step.Seconds, "A step takes 0 seconds or more.");
        }

        var baseline = new TimelineBaseline(steps);
        return baseline.Count < FewestBaselineSteps
            ? null
            : new TimelineReplay(steps, [.. causes], baseline, wallSeconds, productiveSeconds).Run(seed, cancellationToken);
    }
}
