namespace Feedline.Signals;

/// <summary>What is believed of a normal level and its spread before any value of a new run has been seen.</summary>
/// <remarks>
/// The precision (1 / variance) is Gamma distributed with <see cref="Shape"/> and rate <see cref="Scale"/>; given it, the level is
/// normal about <see cref="Mean"/> with <see cref="Weight"/> times the precision. The first value of a run then follows Student's t with 2 × shape
/// degrees of freedom and squared scale (scale / shape)(weight + 1) / weight. Source: Murphy, "Conjugate Bayesian analysis of the
/// Gaussian distribution" (2007).
/// </remarks>
/// <param name="Mean">The likely level, in the values' unit, finite and within ±1e150.</param>
/// <param name="Weight">How many values that belief about the level is worth, above 0.</param>
/// <param name="Shape">Half of how many values the belief about the spread is worth, above 0.</param>
/// <param name="Scale">Shape times the likely variance, in the values' unit squared, at least 1e-300.</param>
public readonly record struct NormalGammaPrior(double Mean, double Weight, double Shape, double Scale)
{
    /// <summary>A weak belief for values already brought to mean 0 and variance 1: 0, 0.1, 1 and 1.</summary>
    public static NormalGammaPrior Standard { get; } = new(0, 0.1, 1, 1);
}
