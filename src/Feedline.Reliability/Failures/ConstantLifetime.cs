namespace Feedline.Reliability;

/// <summary>Always the same time: a repair by a spare that takes as long each time.</summary>
public sealed class ConstantLifetime : LifetimeDistribution
{
    /// <summary>Creates the distribution.</summary>
    /// <param name="length">The time, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is not finite or not above 0.</exception>
    public ConstantLifetime(double length) => Mean = Require.Positive(length);

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Survival(double time) => time < Mean ? 1 : 0;

    /// <inheritdoc/>
    public override double Quantile(double probability) => Mean;
}
