namespace Feedline.Reliability.Tests;

/// <summary>Random lives and counts, the same on every run.</summary>
internal static class Draws
{
    public static Lifetime[] Lives(LifetimeDistribution distribution, int count, double censoredAt, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double time = distribution.Quantile(random.NextDouble());
            return new Lifetime(Math.Min(time, censoredAt), time <= censoredAt);
        })];
    }

    public static int Poisson(Random random, double mean)
    {
        int count = 0;
        for (double sum = -Math.Log(1 - random.NextDouble()); sum < mean; sum -= Math.Log(1 - random.NextDouble()))
            count++;
        return count;
    }
}
