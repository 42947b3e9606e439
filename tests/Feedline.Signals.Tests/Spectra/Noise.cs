namespace Feedline.Signals.Tests.Spectra;

/// <summary>Series of random numbers, the same for the same seed.</summary>
internal static class Noise
{
    /// <summary>Normal values, each followed by so much of itself: 0 is white noise, near 1 a slow drift.</summary>
    public static double[] Coloured(int length, double memory, int seed) => Coloured(length, memory, new Random(seed));

    /// <summary>The same from a generator that goes on: series of neighbouring seeds are not quite independent.</summary>
    public static double[] Coloured(int length, double memory, Random random)
    {
        var values = new double[length];
        double last = 0;
        for (int t = -200; t < length; t++)
        {
            last = memory * last + Normal(random);
            if (t >= 0)
                values[t] = last;
        }

        return values;
    }

    /// <summary>A standard normal number.</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
