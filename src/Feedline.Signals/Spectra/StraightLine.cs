namespace Feedline.Signals;

/// <summary>Least-squares line through evenly spaced samples.</summary>
internal static class StraightLine
{
    /// <summary>Writes what the line leaves; false when that is not finite, or nothing but rounding.</summary>
    public static bool TakeOff(ReadOnlySpan<double> samples, Span<double> rest)
    {
        double middle = (samples.Length - 1) / 2.0;
        double mean = 0;
        foreach (double x in samples)
            mean += (x - samples[0]) / samples.Length;

        double slope = 0;
        double spread = 0;
        for (int t = 0; t < samples.Length; t++)
        {
            slope += (t - middle) * (samples[t] - samples[0] - mean);
            spread += (t - middle) * (t - middle);
        }

        slope = spread > 0 ? slope / spread : 0;
        double left = 0;
        double all = 0;
        for (int t = 0; t < samples.Length; t++)
        {
            rest[t] = samples[t] - samples[0] - mean - slope * (t - middle);
            left += Math.Abs(rest[t]);
            all += Math.Abs(samples[t]);
        }

        return double.IsFinite(left) && left > 1e-13 * all;
    }
}
