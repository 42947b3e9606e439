namespace Feedline.Rules;

/// <summary>Walks a job's rows once each and knows how long its normal step takes. The state that all step rules begin with.</summary>
internal class StepWatch
{
    /// <summary>The least spread that counts, as a share of the normal step: what costs less is not worth a finding.</summary>
    public const double LeastSpread = 0.02;

    private long _next;

    /// <summary>The length of a step in seconds, without checkpoint and evaluation.</summary>
    public LearnedNormal Step { get; } = new();

    /// <summary>The least spread in seconds that a score is taken in.</summary>
    public double LeastScale => LeastSpread * Step.Median;

    /// <summary>Gives the next row not yet seen.</summary>
    public bool TryNext(JobView job, out StepRow row)
    {
        // Rows that were dropped before anybody looked are gone.
        _next = Math.Max(_next, job.FirstSequence);
        if (_next >= job.EndSequence)
        {
            row = default;
            return false;
        }

        row = job.Row(_next++);
        return true;
    }
}
