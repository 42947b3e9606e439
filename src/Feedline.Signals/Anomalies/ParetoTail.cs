namespace Feedline.Signals;

/// <summary>A generalised Pareto distribution of what exceeds a level: P(Y &gt; y) = (1 + γ y / σ)^(-1/γ), of shape γ and scale σ.</summary>
internal readonly record struct ParetoTail(double Shape, double Scale)
{
    // Below this the exponential distribution, of shape 0, is the same to all digits that matter.
    private const double LeastShape = 1e-7;

    /// <summary>The excess that this share of the excesses is above; σ/γ (share^-γ - 1).</summary>
    public double Exceeded(double share)
    {
        double log = -Math.Log(share);
        return Math.Abs(Shape) < LeastShape ? Scale * log : Scale / Shape * double.ExpM1(Shape * log);
    }
}
