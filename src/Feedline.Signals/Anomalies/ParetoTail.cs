namespace Feedline.Signals;

/// <summary>A generalised Pareto distribution of what exceeds a level: P(Y &gt; y) = (1 + γ y / σ)^(-1/γ), of shape γ and scale σ.</summary>
/// <remarks>
/// What the tail of almost any distribution comes to, far enough out (Pickands, Annals of Statistics 3, 1975). γ = 0 is the exponential
/// distribution, below 0 the tail ends at -σ/γ, from 1 on it has no mean. Safe to call from many threads.
/// </remarks>
/// <param name="Shape">Shape γ, without unit.</param>
/// <param name="Scale">Scale σ, in the values' unit.</param>
public readonly record struct ParetoTail(double Shape, double Scale)
{
    // Below this the exponential distribution, of shape 0, is the same to all digits that matter.
    private const double LeastShape = 1e-7;

    /// <summary>The likeliest tail of some excesses, with a shape at or above -½, below which estimates are not sound.</summary>
    /// <param name="excesses">How far each value is above the level, all above 0 and finite; at least one, and tens to tell the shape.</param>
    /// <returns>Shape and scale. One excess, or equal ones, are at the edge: shape -½.</returns>
    /// <remarks>
    /// By maximum likelihood, all roots looked for: Grimshaw, Technometrics 35 (1993). O(n), some hundred passes; allocates less than
    /// 100 bytes.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no excess, or one is not positive and finite.</exception>
    public static ParetoTail Of(ReadOnlySpan<double> excesses)
    {
        if (excesses.IsEmpty)
            throw new ArgumentException("There must be an excess.", nameof(excesses));
        foreach (double excess in excesses)
        {
            if (!(excess > 0 && double.IsFinite(excess)))
                throw new ArgumentException($"Excesses are positive and finite, but one is {excess}.", nameof(excesses));
        }

        return new TailFit().Of(excesses);
    }

    /// <summary>The excess that this share of the excesses is above: σ/γ (share^-γ - 1).</summary>
    /// <param name="share">The share, above 0 and at most 1; 0 gives the end of the tail, ∞ from shape 0 on; NaN gives NaN.</param>
    /// <returns>The excess, in the values' unit.</returns>
    public double Exceeded(double share)
    {
        double log = -Math.Log(share);
        return Math.Abs(Shape) < LeastShape ? Scale * log : Scale / Shape * double.ExpM1(Shape * log);
    }

    /// <summary>The share of the excesses that is above this one: (1 + γ y / σ)^(-1/γ).</summary>
    /// <param name="excess">An excess y, at least 0, in the values' unit.</param>
    /// <returns>A probability; 0 beyond the end of a tail that ends.</returns>
    public double Above(double excess)
    {
        if (Math.Abs(Shape) < LeastShape)
            return Math.Exp(-excess / Scale);

        double inside = Shape * excess / Scale;
        return inside <= -1 ? 0 : Math.Exp(-double.LogP1(inside) / Shape);
    }
}
