namespace Feedline.Signals;

/// <summary>Mean of the values around each; near an end of as many from that end, since fewer would be noisier.</summary>
internal static class CentredMean
{
    /// <param name="values">Finite values.</param>
    /// <param name="width">How many values, the one itself in the middle.</param>
    /// <param name="means">Receives as many means; not the same span.</param>
    public static void Of(ReadOnlySpan<double> values, int width, Span<double> means)
    {
        width = Math.Min(width, values.Length);
        int start = 0;
        double sum = 0;
        for (int i = 0; i < width; i++)
            sum += values[i];
        for (int i = 0; i < values.Length; i++)
        {
            if (start < i - width / 2 && start + width < values.Length)
            {
                sum += values[start + width] - values[start];
                start++;
            }

            means[i] = sum / width;
        }
    }

    public static double[] Of(ReadOnlySpan<double> values, int width)
    {
        double[] means = new double[values.Length];
        Of(values, width, means);
        return means;
    }
}
