namespace Feedline.Reliability;

/// <summary>How long something lasts: a life without failure, a repair, a wait.</summary>
/// <remarks>
/// Derive from it for a distribution of your own. Implementations are immutable, so any thread may use them; times are in the unit that
/// the reader of the distribution asks for, seconds in simulations.
/// </remarks>
public abstract class LifetimeDistribution
{
    /// <summary>Mean; finite and above 0.</summary>
    public abstract double Mean { get; }

    /// <summary>The chance to last longer than a time.</summary>
    /// <param name="time">At least 0.</param>
    /// <returns>From 1 at 0 down to 0, never rising.</returns>
    public abstract double Survival(double time);

    /// <summary>The time that the shortest of such lives, in this share, do not outlast. The uniform share makes it a random draw.</summary>
    /// <param name="probability">At least 0 and below 1.</param>
    /// <returns>At least 0 and finite.</returns>
    public abstract double Quantile(double probability);
}
