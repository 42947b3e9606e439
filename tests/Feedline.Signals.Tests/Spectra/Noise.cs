namespace Feedline.Signals.Tests.Spectra;

/// <summary>Series of random numbers, the same for the same seed.</summary>
internal static class Noise
{
    /// <summary>Normal values, each followed by so much of itself: 0 is white noise, near 1 a slow drift.</summary>
    public static double[] Coloured(int length, double memory, int seed)
    {
        var random = new Random(seed);
        var values = new double[length];
        double last = 0;
        for (int t = -200; t < length; t++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            last = memory * last + normal;
            if (t >= 0)
                values[t] = last;
        }

        return values;
    }
}
