using Feedline.Signals;

namespace Feedline.Reliability;

/// <summary>Where a tail begins, and what it is from there on.</summary>
/// <param name="Below">How many of the ascending values are at or below the threshold.</param>
/// <param name="Threshold">The threshold, one of the values.</param>
/// <param name="Excesses">How far the others are above it.</param>
/// <param name="Tail">The likeliest tail of these.</param>
internal sealed record TailStart(int Below, double Threshold, double[] Excesses, ParetoTail Tail)
{
    private const double Share = 0.1;
    private const double Growth = 1.6;
    private const int Fewest = 30;

    // Five in a hundred Pareto tails fit worse (Choulakian and Stephens, Technometrics 43, 2001, for shapes near 0).
    private const double WorstFit = 0.15;

    /// <summary>Finds the lowest threshold from which on the values fit a generalised Pareto tail.</summary>
    /// <remarks>
    /// From a tenth of the values, or 1.6 count^⅔ where that is less, the tail is halved while Cramér and von Mises' distance says that it is
    /// none: a few long pauses among small wobbles are a tail of their own.
    /// </remarks>
    public static TailStart Of(double[] ascending)
    {
        int count = ascending.Length;
        int tail = Math.Max(5, (int)Math.Min(Share * count, Growth * Math.Pow(count, 2.0 / 3)));
        TailStart start = At(ascending, count - tail);
        while (tail / 2 >= Fewest && start.Distance() > WorstFit)
        {
            tail /= 2;
            start = At(ascending, count - tail);
        }

        return start;
    }

    /// <summary>The tail above so many of the ascending values, or a few fewer or more where some are equal.</summary>
    public static TailStart At(double[] ascending, int below)
    {
        // Values equal to the threshold are below it; where nothing would be left above, the next lower value is the threshold.
        double threshold = ascending[below - 1] < ascending[^1] ? ascending[below - 1] : ascending.Last(value => value < ascending[^1]);
        while (below > 0 && ascending[below - 1] > threshold)
            below--;
        while (ascending[below] <= threshold)
            below++;
        double[] excesses = ascending[below..];
        for (int i = 0; i < excesses.Length; i++)
            excesses[i] -= threshold;
        return new TailStart(below, threshold, excesses, ParetoTail.Of(excesses));
    }

    /// <summary>W² = 1 / 12 n + Σ (F(y) - (i - ½) / n)² over the excesses, ascending.</summary>
    private double Distance()
    {
        double sum = 1.0 / (12 * Excesses.Length);
        for (int i = 0; i < Excesses.Length; i++)
        {
            double off = 1 - Tail.Above(Excesses[i]) - (i + 0.5) / Excesses.Length;
            sum += off * off;
        }

        return sum;
    }
}
