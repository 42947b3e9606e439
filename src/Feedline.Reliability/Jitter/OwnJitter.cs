using Feedline.Signals;

namespace Feedline.Reliability;

/// <summary>The jitter of ranks, and how its tail is to be had from that of what was observed.</summary>
/// <param name="Values">Jitter by step and rank, in the order of the times, with mean 0.</param>
/// <param name="Tail">Where its tail begins.</param>
/// <param name="Seen">The same of what the jitter was had from: itself, or the differences between ranks.</param>
internal sealed record OwnJitter(double[] Values, TailStart Tail, TailStart Seen)
{
    /// <summary>The jitter itself is seen.</summary>
    public static OwnJitter Of(double[] values)
    {
        double[] ascending = [.. values];
        Array.Sort(ascending);
        TailStart tail = TailStart.Of(ascending);
        return new OwnJitter(values, tail, tail);
    }

    /// <summary>The tail of the jitter when that of what is seen is this one: off by as much as the likeliest ones are from each other.</summary>
    public ParetoTail From(ParetoTail seen) =>
        ReferenceEquals(Tail, Seen)
            ? seen
            : new ParetoTail(seen.Shape + Tail.Tail.Shape - Seen.Tail.Shape, seen.Scale * Tail.Tail.Scale / Seen.Tail.Scale);
}
