namespace Feedline.Reliability;

/// <summary>How long a restart takes on so many nodes: fixed + perNode × nodes^exponent seconds. The default value takes no time.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public readonly record struct RestartTime
{
    /// <summary>Creates a restart time.</summary>
    /// <param name="fixedSeconds">What does not depend on the size, at least 0.</param>
    /// <param name="perNodeSeconds">What does, at least 0.</param>
    /// <param name="exponent">How it grows, above 0; 1, in proportion, by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RestartTime(double fixedSeconds, double perNodeSeconds = 0, double exponent = 1)
    {
        FixedSeconds = Require.NotNegative(fixedSeconds);
        PerNodeSeconds = Require.NotNegative(perNodeSeconds);
        Exponent = Require.Positive(exponent);
    }

    /// <summary>What does not depend on the size.</summary>
    public double FixedSeconds { get; }

    /// <summary>What does.</summary>
    public double PerNodeSeconds { get; }

    /// <summary>How it grows.</summary>
    public double Exponent { get; }

    /// <summary>Seconds of a restart on so many nodes.</summary>
    /// <param name="nodes">Nodes of the job, at least 1.</param>
    /// <returns>Seconds.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nodes"/> is below 1.</exception>
    public double Seconds(int nodes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        return PerNodeSeconds == 0 ? FixedSeconds : FixedSeconds + PerNodeSeconds * Math.Pow(nodes, Exponent);
    }
}
