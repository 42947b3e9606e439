namespace Feedline.ReliabilityScoring.Jitter;

/// <summary>A kind of synthetic job whose slowest rank is known.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Jitter">Draws one rank's jitter.</param>
/// <param name="Shared">Draws what a step adds to all its ranks, from the one of the step before.</param>
/// <param name="OffsetDeviation">Deviation of the lasting offsets of ranks.</param>
/// <param name="Memory">Share of a rank's jitter that stays to its next step, by chance.</param>
internal sealed record JitterKind(
    string Name, Func<Random, double> Jitter, Func<Random, double, double>? Shared = null, double OffsetDeviation = 0, double Memory = 0)
{
    private const double Base = 1;

    public static JitterKind[] All { get; } =
    [
        new("normal", random => 0.05 * Normal(random)),
        new("lognormal σ 0.5", random => 0.05 * Math.Exp(0.5 * Normal(random))),
        new("lognormal σ 1", random => 0.05 * Math.Exp(Normal(random))),
        new("exponential", random => 0.05 * Exponential(random)),
        new("Student 5", random => 0.05 * Student(random, 5)),
        new("Student 3", random => 0.05 * Student(random, 3)),
        new("Pareto 5", random => 0.05 * Pareto(random, 5)),
        new("Pareto 3", random => 0.05 * Pareto(random, 3)),
        new("normal, 2 % exponential spikes", random => 0.02 * Normal(random) + (random.NextDouble() < 0.02 ? 0.3 * Exponential(random) : 0)),
        new("normal, shared normal", random => 0.05 * Normal(random), (random, _) => 0.05 * Normal(random)),
        new("exponential, shared lognormal", random => 0.05 * Exponential(random), (random, _) => 0.1 * Math.Exp(Normal(random))),
        new("Student 3, shared Pareto 3", random => 0.05 * Student(random, 3), (random, _) => 0.05 * Pareto(random, 3)),
        new("normal, shared drift", random => 0.05 * Normal(random), (random, before) => 0.95 * before + 0.02 * Normal(random)),
        new("exponential, lasting 5 steps", random => 0.05 * Exponential(random), Memory: 0.8),
        new("normal, ranks differ by 0.05", random => 0.05 * Normal(random), OffsetDeviation: 0.05),
        new("lognormal σ 1, ranks differ by 0.05", random => 0.05 * Math.Exp(Normal(random)), OffsetDeviation: 0.05),
    ];

    /// <summary>Own times, a row of ranks per step.</summary>
    public double[] Draw(Random random, int ranks, int steps)
    {
        var times = new double[steps * ranks];
        double[] offsets = [.. Enumerable.Range(0, ranks).Select(_ => OffsetDeviation * Normal(random))];
        double[] now = [.. offsets.Select(_ => Jitter(random))];
        double shared = 0;
        for (int step = 0; step < steps; step++)
        {
            shared = Shared?.Invoke(random, shared) ?? 0;
            for (int rank = 0; rank < ranks; rank++)
            {
                if (Memory == 0 || random.NextDouble() >= Memory)
                    now[rank] = Jitter(random);

                // What would run backwards in time takes next to none.
                times[step * ranks + rank] = Math.Max(1e-3, Base + shared + offsets[rank] + now[rank]);
            }
        }

        return times;
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    private static double Pareto(Random random, double exponent) => Math.Pow(1 - random.NextDouble(), -1 / exponent);

    private static double Student(Random random, int degrees)
    {
        double squares = 0;
        for (int i = 0; i < degrees; i++)
        {
            double z = Normal(random);
            squares += z * z;
        }

        return Normal(random) / Math.Sqrt(squares / degrees);
    }
}
