namespace Feedline.Benchmarks.Signals;

internal static class RandomSeries
{
    /// <summary>Uniform values in [0, 1), the same on every run.</summary>
    public static double[] Uniform(int length, int seed = 1)
    {
        var random = new Random(seed);
        var values = new double[length];
        foreach (ref double value in values.AsSpan())
            value = random.NextDouble();
        return values;
    }
}
