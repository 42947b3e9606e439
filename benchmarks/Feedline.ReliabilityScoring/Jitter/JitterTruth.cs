using Feedline.Signals;

namespace Feedline.ReliabilityScoring.Jitter;

/// <summary>The mean slowest rank of a kind of job, by brute force.</summary>
/// <remarks>
/// From tens of millions of draws of one rank (offset and jitter), the largest of N by <see cref="ExpectedMaximum"/>, which uses every subset of
/// N; plus the mean of what is shared, over as many steps.
/// </remarks>
internal static class JitterTruth
{
    private const int Draws = 16_000_000;
    private const int Shared = 4_000_000;

    public static double[] Of(JitterKind kind, int[] ranks)
    {
        var random = new Random(20_261_123);
        var draws = new double[Draws];
        for (int i = 0; i < Draws; i++)
            draws[i] = 1 + kind.OffsetDeviation * JitterKind.Normal(random) + kind.Jitter(random);
        Array.Sort(draws);

        double shared = 0;
        double mean = 0;
        for (int i = 0; kind.Shared is not null && i < Shared; i++)
        {
            shared = kind.Shared(random, shared);
            mean += shared / Shared;
        }

        return [.. ranks.Select(count => mean + ExpectedMaximum.OfDraws((ReadOnlySpan<double>)draws, count))];
    }
}
