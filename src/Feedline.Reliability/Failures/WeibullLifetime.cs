namespace Feedline.Reliability;

/// <summary>Weibull: S(t) = exp(−(t / scale)^shape). Shape below 1: failures come early; above 1: wear.</summary>
public sealed class WeibullLifetime : LifetimeDistribution
{
    /// <summary>Creates the distribution.</summary>
    /// <param name="shape">Shape k, without unit, from 0.05 on, where the mean is still a number.</param>
    /// <param name="scale">Scale, in the unit of time, above 0: 63 % do not last longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public WeibullLifetime(double shape, double scale)
    {
        Shape = Require.Positive(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(shape, 0.05);
        Scale = Require.Positive(scale);
        Mean = Require.Positive(scale * Math.Exp(GammaFunction.Log(1 + 1 / shape)), nameof(scale));
    }

    /// <summary>Shape, without unit.</summary>
    public double Shape { get; }

    /// <summary>Scale, in the unit of time.</summary>
    public double Scale { get; }

    /// <summary>Mean: scale × Γ(1 + 1 / shape).</summary>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Survival(double time) => Math.Exp(-Math.Pow(time / Scale, Shape));

    /// <inheritdoc/>
    public override double Quantile(double probability) => Scale * Math.Pow(-Precise.LogOnePlus(-probability), 1 / Shape);
}
