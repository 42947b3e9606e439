namespace Feedline;

/// <summary>A signal seen by training step instead of by time: per step and rank, one number.</summary>
/// <remarks>
/// A sample belongs to step <c>k</c> of its rank when it is later than the end of the rank's step before and not later than
/// the end of <c>k</c>. Ranks are thereby aligned by step number, whatever their clocks say. Equal columns of several rules
/// are kept once. Immutable.
/// </remarks>
public sealed record StepColumn
{
    /// <summary>Declares a column.</summary>
    /// <param name="signal">The signal's name.</param>
    /// <param name="aggregation">How the samples within a step become one number.</param>
    /// <exception cref="ArgumentException"><paramref name="signal"/> is empty.</exception>
    public StepColumn(string signal, StepAggregation aggregation = StepAggregation.Sum)
    {
        ArgumentException.ThrowIfNullOrEmpty(signal);
        Signal = signal;
        Aggregation = aggregation;
    }

    /// <summary>The signal's name.</summary>
    public string Signal { get; }

    /// <summary>How the samples within a step become one number.</summary>
    public StepAggregation Aggregation { get; }

    /// <summary>Only series with this dimension count; null for all series of the signal.</summary>
    public Dimension? Filter { get; init; }
}
