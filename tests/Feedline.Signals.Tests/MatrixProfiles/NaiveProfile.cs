namespace Feedline.Signals.Tests.MatrixProfiles;

/// <summary>Distances of windows by definition.</summary>
internal static class NaiveProfile
{
    public static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int m = a.Length;
        double[] x = Normal(a);
        double[] y = Normal(b);
        if (x.Any(double.IsNaN) || y.Any(double.IsNaN))
            return double.NaN;

        bool isFlat = x.All(v => v == 0);
        if (isFlat || y.All(v => v == 0))
            return isFlat && y.All(v => v == 0) ? 0 : Math.Sqrt(m);
        return Math.Sqrt(x.Zip(y, (v, w) => (v - w) * (v - w)).Sum());
    }

    private static double[] Normal(ReadOnlySpan<double> window)
    {
        double[] x = window.ToArray();
        if (x.Any(v => !double.IsFinite(v)))
            return [double.NaN];
        if (x.All(v => v == x[0]))
            return new double[x.Length];
        double mean = x[0] + x.Average(v => v - x[0]);
        double deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)));
        return Array.ConvertAll(x, v => (v - mean) / deviation);
    }
}
