namespace Feedline.Reliability;

/// <summary>Failures per node and day, with what was counted as one.</summary>
/// <remarks>Immutable, so any thread may read it. The default value is a rate of 0: nothing ever fails.</remarks>
public readonly record struct FailureRate
{
    internal const double SecondsPerDay = 86_400;

    /// <summary>Creates a rate.</summary>
    /// <param name="perNodeDay">Failures per node and day, at least 0.</param>
    /// <param name="definition">What was counted as a failure.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="perNodeDay"/> is negative or not finite, or the definition unknown.</exception>
    public FailureRate(double perNodeDay, FailureDefinition definition)
    {
        PerNodeDay = Require.NotNegative(perNodeDay);
        Definition = Enum.IsDefined(definition)
            ? definition
            : throw new ArgumentOutOfRangeException(nameof(definition), definition, "The definition of failure is unknown.");
    }

    /// <summary>Failures per node and day.</summary>
    public double PerNodeDay { get; }

    /// <summary>What was counted as a failure. Rates of different definitions cannot be compared.</summary>
    public FailureDefinition Definition { get; }

    /// <summary>A rate from the unit that most papers print.</summary>
    /// <param name="failures">Failures in 1000 node-days, at least 0.</param>
    /// <param name="definition">What was counted as a failure.</param>
    /// <returns>The rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="failures"/> is negative or not finite.</exception>
    public static FailureRate PerThousandNodeDays(double failures, FailureDefinition definition) =>
        new(Require.NotNegative(failures) / 1000, definition);

    /// <summary>A rate from a count: failures / node-days. <see cref="ExponentialFit"/> gives the same with its interval.</summary>
    /// <param name="failures">How many failures were counted, at least 0.</param>
    /// <param name="nodeDays">Nodes × days of counting, above 0.</param>
    /// <param name="definition">What was counted as a failure.</param>
    /// <returns>The rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static FailureRate FromCount(long failures, double nodeDays, FailureDefinition definition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(failures);
        return new FailureRate(failures / Require.Positive(nodeDays), definition);
    }

    /// <summary>The rate that a job's mean time to failure implies: 1 / (nodes × MTTF).</summary>
    /// <param name="mttfSeconds">Mean time to failure of the job in seconds, above 0.</param>
    /// <param name="nodes">Nodes of the job, above 0.</param>
    /// <param name="definition">What was counted as a failure.</param>
    /// <returns>The rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static FailureRate FromMttf(double mttfSeconds, double nodes, FailureDefinition definition) =>
        new(SecondsPerDay / (Require.Positive(mttfSeconds) * Require.Positive(nodes)), definition);

    /// <summary>Failures per day of a job on so many nodes: rate × nodes × (nodes / reference)^(exponent − 1).</summary>
    /// <param name="nodes">Nodes of the job, above 0.</param>
    /// <param name="scaling">How failures grow with nodes; the default grows in proportion.</param>
    /// <returns>Failures per day, at least 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nodes"/> is out of range.</exception>
    public double JobFailuresPerDay(double nodes, FailureScaling scaling = default) =>
        PerNodeDay * Require.Positive(nodes) * scaling.FactorPerNode(nodes);

    /// <summary>Mean time to failure of a job on so many nodes: 86,400 / failures per day.</summary>
    /// <param name="nodes">Nodes of the job (GPUs / GPUs per node), above 0.</param>
    /// <param name="scaling">How failures grow with nodes; the default grows in proportion.</param>
    /// <returns>Seconds; +∞ for a rate of 0.</returns>
    /// <remarks>Any node of the job that fails stops the job, as it does in synchronous training without redundancy.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nodes"/> is out of range.</exception>
    public double MttfSeconds(double nodes, FailureScaling scaling = default) => SecondsPerDay / JobFailuresPerDay(nodes, scaling);
}
