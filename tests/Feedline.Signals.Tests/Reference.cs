namespace Feedline.Signals.Tests;

/// <summary>Slow and obvious versions of the kernels.</summary>
internal static class Reference
{
    public static double Median(IEnumerable<double> values)
    {
        double[] x = values.Order().ToArray();
        if (x.Length == 0 || x.Any(double.IsNaN))
            return double.NaN;
        double low = x[(x.Length - 1) / 2];
        double high = x[x.Length / 2];
        return low == high ? low : double.IsFinite(low + high) ? (low + high) / 2 : low / 2 + high / 2;
    }

    /// <summary>The same of floats, with the roundings of floats.</summary>
    public static float Median(IEnumerable<float> values)
    {
        float[] x = values.Order().ToArray();
        if (x.Length == 0)
            return float.NaN;
        float low = x[(x.Length - 1) / 2];
        float high = x[x.Length / 2];
        return low == high ? low : float.IsFinite(low + high) ? (low + high) / 2 : low / 2 + high / 2;
    }

    public static float Mad(IReadOnlyCollection<float> values)
    {
        float median = Median(values);
        return float.IsNaN(median) ? float.NaN : Median(values.Select(v => v == median ? 0 : Math.Abs(v - median)));
    }

    public static double Mad(IReadOnlyCollection<double> values)
    {
        double median = Median(values);
        return double.IsNaN(median) ? double.NaN : Median(values.Select(v => v == median ? 0 : Math.Abs(v - median)));
    }

    /// <summary>The two order statistics that a type 7 quantile lies between, and how far along.</summary>
    public static (double Low, double High, double Fraction) QuantileBracket(IEnumerable<double> values, double q)
    {
        double[] x = values.Order().ToArray();
        double h = q * (x.Length - 1);
        int i = (int)Math.Floor(h);
        return (x[i], x[Math.Min(i + 1, x.Length - 1)], h - i);
    }
}
