namespace Feedline.Reliability;

/// <summary>What storage must carry when many jobs save to it: all at once, as it happens, or in turns.</summary>
/// <param name="AlignedBytesPerSecond">All jobs save at the same time.</param>
/// <param name="UnplannedBytesPerSecond">Jobs save at unrelated times: enough for the stated share of the time.</param>
/// <param name="StaggeredBytesPerSecond">Jobs save in turns.</param>
/// <param name="OffsetSeconds">In turns, each begins this long after the one before.</param>
public readonly record struct CheckpointStagger(
    double AlignedBytesPerSecond, double UnplannedBytesPerSecond, double StaggeredBytesPerSecond, double OffsetSeconds)
{
    /// <summary>Computes the three.</summary>
    /// <param name="jobs">Jobs, or parts of a job that save on their own, at least 1.</param>
    /// <param name="bytes">Bytes that each saves, above 0.</param>
    /// <param name="saveSeconds">How long each save is to take, above 0.</param>
    /// <param name="periodSeconds">From one save of a job to its next; not shorter than a save.</param>
    /// <param name="timeShare">For which share of the time the unplanned bandwidth is enough, above 0 and below 1; 0.99 by default.</param>
    /// <returns>The bandwidths over all jobs.</returns>
    /// <remarks>
    /// A job saves at bytes / save time. Jobs saving at an unrelated moment are binomial (jobs, save / period); in turns at most
    /// ⌈jobs × save / period⌉ save at once. O(jobs).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static CheckpointStagger Of(int jobs, double bytes, double saveSeconds, double periodSeconds, double timeShare = 0.99)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        double speed = Require.Positive(bytes) / Require.Positive(saveSeconds);
        ArgumentOutOfRangeException.ThrowIfLessThan(Require.Positive(periodSeconds), saveSeconds, nameof(periodSeconds));
        Require.Inside(timeShare);
        double share = saveSeconds / periodSeconds;
        int unplanned = 1;
        // P(more than k of n save) = I(share; k + 1, n - k).
        while (unplanned < jobs && IncompleteBeta.Regularized(unplanned + 1, jobs - unplanned, share) > 1 - timeShare)
            unplanned++;
        return new CheckpointStagger(jobs * speed, unplanned * speed, Math.Ceiling(jobs * share - 1e-9) * speed, periodSeconds / jobs);
    }
}
