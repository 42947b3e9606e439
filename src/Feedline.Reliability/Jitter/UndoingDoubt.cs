using Feedline.Signals;

namespace Feedline.Reliability;

/// <summary>How much less sure the tail of ranks' own jitter is than that of the differences it was had from.</summary>
/// <remarks>
/// Undoing a convolution amplifies what chance made of the differences. By how much depends on the jitter: little where single late ranks make the tail, much
/// where it is near to normal. So it is tried: blocks of steps are drawn anew (Künsch, Annals of Statistics 17, 1989), what they share is removed from each draw, and
/// the own tails' spread beyond that of the differences is added to the doubt.
/// </remarks>
internal sealed class UndoingDoubt
{
    private const int Trials = 48;

    // Where tails are compared: far out, but not as far as shape alone decides.
    private const double Far = 1e-2;
    private readonly (double Shape, double LogScale)[] _off;

    private UndoingDoubt((double Shape, double LogScale)[] off) => _off = off;

    /// <summary>Tries it.</summary>
    public static UndoingDoubt Of(OwnTimes times, int stepsPerBlock, Random random)
    {
        var own = new ParetoTail[Trials];
        var seen = new ParetoTail[Trials];
        var drawn = new double[times.Residuals.Length];
        int block = stepsPerBlock * times.Ranks;
        for (int trial = 0; trial < Trials; trial++)
        {
            for (int at = 0; at < drawn.Length; at += block)
            {
                int length = Math.Min(block, drawn.Length - at);
                int from = random.Next((times.Residuals.Length - length) / times.Ranks + 1) * times.Ranks;
                times.Residuals.AsSpan(from, length).CopyTo(drawn.AsSpan(at));
            }

            OwnJitter removed = SharedSlowdown.Remove(drawn, times.Ranks, random);
            (own[trial], seen[trial]) = (removed.Tail.Tail, removed.Seen.Tail);
        }

        double ofOwn = Variance(own);
        double share = ofOwn > 0 ? Math.Sqrt(Math.Max(0, 1 - Variance(seen) / ofOwn)) : 0;
        double shape = own.Average(tail => tail.Shape);
        double scale = own.Average(tail => Math.Log(tail.Scale));
        return new UndoingDoubt([.. own.Select(tail => (share * (tail.Shape - shape), share * (Math.Log(tail.Scale) - scale)))]);
    }

    /// <summary>The tail, off by as much as one of the trials was.</summary>
    public ParetoTail Draw(ParetoTail tail, Random random)
    {
        (double shape, double logScale) = _off[random.Next(_off.Length)];
        return new ParetoTail(tail.Shape + shape, tail.Scale * Math.Exp(logScale));
    }

    private static double Variance(ParetoTail[] tails)
    {
        double[] far = [.. tails.Select(tail => Math.Log(tail.Exceeded(Far)))];
        double mean = far.Average();
        return far.Sum(value => (value - mean) * (value - mean)) / (far.Length - 1);
    }
}
