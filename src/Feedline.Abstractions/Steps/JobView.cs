namespace Feedline;

/// <summary>A training job as a rule sees it: its ranks, and its steps with the ranks side by side.</summary>
/// <remarks>
/// Owned by the engine and valid only inside one evaluation. A bounded number of the youngest rows is kept; a rule that keeps
/// the sequence number up to which it has looked sees each row once.
/// </remarks>
public abstract class JobView
{
    /// <summary>The job's id; empty for samples without one.</summary>
    public abstract string Job { get; }

    /// <summary>The ranks seen so far, one entry each, by rank. Its length is the world size.</summary>
    public abstract ReadOnlySpan<RankProgress> Ranks { get; }

    /// <summary>The time of the job's first sample, in nanoseconds since 1970.</summary>
    public abstract long FirstUnixNanoseconds { get; }

    /// <summary>The time of the job's last sample, in nanoseconds since 1970.</summary>
    public abstract long LastUnixNanoseconds { get; }

    /// <summary>The sequence number of the oldest row kept. With no rows it equals <see cref="EndSequence"/>.</summary>
    public abstract long FirstSequence { get; }

    /// <summary>One past the sequence number of the youngest row.</summary>
    public abstract long EndSequence { get; }

    /// <summary>Gives a row.</summary>
    /// <param name="sequence">From <see cref="FirstSequence"/> to <see cref="EndSequence"/> (exclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException">The row is not kept.</exception>
    public abstract StepRow Row(long sequence);

    /// <summary>Gives a column's values in a row, one a rank in the order of <see cref="Ranks"/>.</summary>
    /// <param name="sequence">From <see cref="FirstSequence"/> to <see cref="EndSequence"/> (exclusive).</param>
    /// <param name="column">A column that the rule's descriptor declares.</param>
    /// <returns>The values; NaN for a rank without a sample in that step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The row is not kept.</exception>
    /// <exception cref="ArgumentException">No rule of this engine declares the column.</exception>
    public abstract ReadOnlySpan<double> Values(long sequence, StepColumn column);

    /// <summary>Tells whether any series of the job has fed a column so far.</summary>
    /// <param name="column">A column that the rule's descriptor declares.</param>
    /// <exception cref="ArgumentException">No rule of this engine declares the column.</exception>
    public abstract bool Has(StepColumn column);
}
