namespace Feedline.Signals;

/// <summary>Least-squares line through evenly spaced samples.</summary>
internal static class StraightLine
{
    /// <summary>Leaves what the line does not explain; false when that is not finite, or nothing but rounding.</summary>
    public static bool TakeOff(Span<double> samples)
    {
        double start = samples[0];
        double middle = (samples.Length - 1) / 2.0;
        double mean = 0;
        foreach (double x in samples)
            mean += (x - start) / samples.Length;

        double slope = 0;
        double spread = 0;
        for (int t = 0; t < samples.Length; t++)
        {
            slope += (t - middle) * (samples[t] - start - mean);
            spread += (t - middle) * (t - middle);
        }

        slope = spread > 0 ? slope / spread : 0;
        double left = 0;
        double all = 0;
        for (int t = 0; t < samples.Length; t++)
        {
            all += Math.Abs(samples[t]);
            samples[t] = samples[t] - start - mean - slope * (t - middle);
            left += Math.Abs(samples[t]);
        }

        return double.IsFinite(left) && left > 1e-13 * all;
    }
}
