namespace Feedline.Reliability;

/// <summary>Failures at a constant rate: what has lasted long is as likely to fail as what is new.</summary>
public sealed class ExponentialLifetime : LifetimeDistribution
{
    /// <summary>Creates the distribution.</summary>
    /// <param name="mean">Mean, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mean"/> is not finite or not above 0.</exception>
    public ExponentialLifetime(double mean) => Mean = Require.Positive(mean);

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Survival(double time) => Math.Exp(-time / Mean);

    /// <inheritdoc/>
    public override double Quantile(double probability) => -Mean * Precise.LogOnePlus(-probability);
}
