using Feedline.DetectionScoring.ChangePoints;

namespace Feedline.DetectionScoring.Retrospective;

/// <summary>Seeded series of 15 to 3,000 values with changes of known place, to fix the design of a default change-point search on.</summary>
internal static class ChangeCorpus
{
    private static readonly string[] Kinds = ["level", "slope", "level-trend", "spread", "season-level", "outliers-level"];

    /// <summary>So many series, each of another seed; of three one has no change.</summary>
    public static IEnumerable<AnnotatedSeries> All(int firstSeed, int count) => Enumerable.Range(firstSeed, count).Select(seed => Series(seed));

    /// <summary>One series, in units of its noise but for a factor and an origin.</summary>
    public static AnnotatedSeries Series(int seed)
    {
        var random = new Random(seed);
        string kind = Kinds[seed % Kinds.Length];
        int n = (int)Math.Exp(RangeCorpus.Uniform(random, Math.Log(15), Math.Log(random.Next(4) == 0 ? 3000 : 400)));
        int[] changes = random.Next(3) == 0 ? [] : Places(n, kind, random);
        double[] noise = RangeCorpus.Memory(n, random.Next(3) == 0 ? 0 : RangeCorpus.Uniform(random, 0, 0.9), random);
        double[] values = new double[n];
        double trend = kind is "level-trend" || (kind is "slope" && random.Next(2) == 0) ? RangeCorpus.Uniform(random, -15, 15) : 0;
        double height = 0, slope = trend / n, spread = 1;
        int period = (int)RangeCorpus.Uniform(random, 4, 30), next = 0;
        for (int i = 0; i < n; i++)
        {
            if (next < changes.Length && i == changes[next])
            {
                next++;
                int sign = random.Next(2) == 0 ? -1 : 1;
                double size = sign * RangeCorpus.Uniform(random, 2, 7);
                if (kind is "spread")
                    spread = spread > 1.5 ? 1 : RangeCorpus.Uniform(random, 2.5, 6);
                else if (kind is "slope")
                    slope = slope + 3 * size / Math.Min(n - i, changes[0]);
                else
                    height += size;
            }

            height += slope;
            values[i] = height + spread * noise[i]
                + (kind is "season-level" ? 2 * Math.Sin(2 * Math.PI * i / period) : 0)
                + (kind is "outliers-level" && random.NextDouble() < 0.03 ? RangeCorpus.Uniform(random, -12, 12) : 0);
        }

        double factor = Math.Exp(RangeCorpus.Uniform(random, -5, 10)), origin = factor * RangeCorpus.Uniform(random, -50, 50);
        for (int i = 0; i < n; i++)
            values[i] = origin + factor * values[i];
        return new AnnotatedSeries($"{kind}-{seed}", values, [changes]);
    }

    private static int[] Places(int n, string kind, Random random)
    {
        int apart = Math.Max(kind is "spread" ? 20 : 5, n / 12);
        List<int> places = [];
        for (int tries = 1 + random.Next(4); tries > 0; tries--)
        {
            if (n <= 2 * apart)
                break;
            int place = random.Next(apart, n - apart);
            if (places.All(other => Math.Abs(other - place) >= apart))
                places.Add(place);
        }

        return [.. places.Order()];
    }
}
