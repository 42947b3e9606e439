namespace Feedline.Tests.Detection;

/// <summary>Seeded series without anomalies, of several kinds.</summary>
internal static class Noise
{
    public const long Interval = UnixTime.NanosecondsPerSecond;

    public static double[] Of(string kind, int count, int seed)
    {
        var random = new Random(seed);
        double state = 0;
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            double normal = Normal(random);
            state = kind == "memory" ? 0.7 * state + normal : kind == "walk" ? state + normal : state;
            values[i] = kind switch
            {
                "normal" => 100 + normal,
                "exponential" => -Math.Log(1 - random.NextDouble()),
                "heavy" => normal / Math.Sqrt((Square(random) + Square(random) + Square(random) + Square(random)) / 4),
                "memory" or "walk" => state,
                "quantised" => Math.Round(normal),
                "season" => 10 * Math.Sin(2 * Math.PI * i / 288) + normal,
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            };
        }

        return values;
    }

    private static double Square(Random random) => Math.Pow(Normal(random), 2);

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
