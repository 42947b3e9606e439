namespace Feedline.Signals;

/// <summary>Mean of the values around each; at the ends of those there are.</summary>
internal static class CentredMean
{
    /// <param name="values">Finite values.</param>
    /// <param name="width">How many values, the one itself in the middle.</param>
    /// <param name="means">Receives as many means; not the same span.</param>
    public static void Of(ReadOnlySpan<double> values, int width, Span<double> means)
    {
        int before = width / 2, first = 0, end = 0;
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            while (end < values.Length && end < i - before + width)
                sum += values[end++];
            while (first < i - before)
                sum -= values[first++];
            means[i] = sum / (end - first);
        }
    }

    public static double[] Of(ReadOnlySpan<double> values, int width)
    {
        double[] means = new double[values.Length];
        Of(values, width, means);
        return means;
    }
}
