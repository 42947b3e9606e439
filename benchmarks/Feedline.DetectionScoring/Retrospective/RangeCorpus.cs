using Feedline.DetectionScoring.TsbAd;

namespace Feedline.DetectionScoring.Retrospective;

/// <summary>
/// Seeded series with anomalies of known place, to fix the design of scores of whole series on: eight kinds of telemetry, eight kinds of
/// anomaly. Labels are as people give them: the extent with some slack on both sides, up to a cycle.
/// </summary>
internal static class RangeCorpus
{
    public static IReadOnlyList<string> Kinds { get; } = ["daily", "working-days", "pulses", "traffic", "memory", "temperature", "regimes", "counts", "bursts"];

    /// <summary>So many series, each of another seed.</summary>
    public static IEnumerable<LabelledSeries> All(int firstSeed, int count) => Enumerable.Range(firstSeed, count).Select(seed => Series(seed));

    /// <summary>One series.</summary>
    public static LabelledSeries Series(int seed)
    {
        var random = new Random(seed);
        string kind = Kinds[seed % Kinds.Count];
        int n = (int)Math.Exp(Uniform(random, Math.Log(800), Math.Log(8000)));
        int period = (int)Uniform(random, 20, Math.Min(300, n / 8.0));
        double[] values = Quiet(kind, n, period, random);
        bool[] labels = new bool[n];
        int anomalies = random.Next(1, 4);
        for (int a = 0; a < anomalies; a++)
        {
            // Each in its own part of the series, past the start.
            int room = (int)(0.85 * n / anomalies);
            int length = Math.Clamp((int)Math.Exp(Uniform(random, Math.Log(3), Math.Log(0.05 * n))), 1, room / 3);
            int first = (int)(0.15 * n) + a * room + random.Next(1, room - length);
            Distort(values, first, Math.Min(n, first + length), period, random);
            int before = (int)Uniform(random, 0, period), after = (int)Uniform(random, 0, period);
            for (int i = Math.Max(0, first - before); i < Math.Min(n, first + length + after); i++)
                labels[i] = true;
        }

        return new LabelledSeries($"{kind}-{seed}", values, labels);
    }

    /// <summary>A series of a kind without anomalies.</summary>
    public static double[] Quiet(string kind, int n, int period, Random random)
    {
        double[] values = new double[n];
        double[] noise = Memory(n, kind is "memory" ? Uniform(random, 0.5, 0.97) : Uniform(random, 0, 0.8), random);
        double share = Uniform(random, 0.1, 0.6), phase = Uniform(random, 0, 6), skew = Uniform(random, 0.2, 0.8);
        double walk = 0, level = 0;
        int until = 0;
        for (int i = 0; i < n; i++)
        {
            double angle = 2 * Math.PI * i / period + phase;
            double day = Math.Sin(angle) + 0.4 * Math.Sin(2 * angle + 1);
            values[i] = kind switch
            {
                "daily" => 10 + day + share * noise[i],
                "working-days" => 10 + (i / period % 7 < 5 ? 1 : 0.4) * day + share * noise[i],
                "pulses" => 50 + (i % period < Math.Max(2, period / 8) ? -20 * skew : 0) + 4 * share * noise[i],
                "traffic" => Math.Exp(2 + 0.6 * day + share * noise[i]),
                "memory" => 100 + 5 * noise[i],
                "temperature" => 70 + (walk = 0.999 * walk + 0.05 * Normal(random)) + 0.5 * day + 0.3 * noise[i],
                "regimes" => Regime(random, ref level, ref until, i, n) + noise[i],
                "counts" => Math.Round(Math.Max(0, 3 + 2 * day + 1.5 * Normal(random))),
                _ => 20 + noise[i] + (random.NextDouble() < 0.02 ? Uniform(random, 3, 12) : 0),
            };
        }

        return values;
    }

    /// <summary>Autoregressive noise of first order and variance 1.</summary>
    public static double[] Memory(int n, double memory, Random random)
    {
        double[] values = new double[n];
        double last = Normal(random);
        double step = Math.Sqrt(1 - memory * memory);
        for (int i = 0; i < n; i++)
            values[i] = last = memory * last + step * Normal(random);
        return values;
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static double Uniform(Random random, double from, double to) => from + (to - from) * random.NextDouble();

    // Now and then a new level that lasts: how the series is, not an anomaly.
    private static double Regime(Random random, ref double level, ref int until, int i, int n)
    {
        if (i >= until)
        {
            level = Uniform(random, -3, 3);
            until = i + (int)Uniform(random, 0.1 * n, 0.4 * n);
        }

        return level;
    }

    private static void Distort(double[] values, int first, int end, int period, Random random)
    {
        double[] sorted = [.. values.Order()];
        double spread = Math.Max((sorted[(int)(0.84 * values.Length)] - sorted[(int)(0.16 * values.Length)]) / 2, 1e-3 * Math.Abs(sorted[values.Length / 2]));
        double size = spread * Uniform(random, 1.5, 5) * (random.Next(2) == 0 ? -1 : 1);
        int kind = random.Next(8);
        double held = values[first];
        double[] before = [.. values];
        for (int i = first; i < end; i++)
        {
            double along = (i - first) / (double)(end - first);
            values[i] = kind switch
            {
                0 => values[i] + size,
                1 => values[i] + size * along,
                2 => held,
                3 => values[i] + Math.Abs(size) * Normal(random),
                4 => i == first || random.NextDouble() < 0.1 ? values[i] + 2 * size : values[i],
                5 => before[Math.Min(values.Length - 1, i + period / 2)],
                6 => sorted[values.Length / 50],
                _ => before[Math.Min(values.Length - 1, first + (2 * (i - first)) % Math.Max(1, values.Length - first))],
            };
        }
    }
}
