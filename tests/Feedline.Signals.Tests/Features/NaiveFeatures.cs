using Feedline.Signals.Tests.Spectra;

namespace Feedline.Signals.Tests.Features;

/// <summary>Slow and obvious window features.</summary>
internal static class NaiveFeatures
{
    // Two lags nearer to each other than this may stand in either order after rounding.
    private const double Tie = 1e-9;

    public static Dictionary<string, double> Of(double[] x)
    {
        int n = x.Length;
        double median = Reference.Median(x);
        double high = Quantile(x, 0.95);
        double low = Quantile(x, 0.05);
        double[] steps = [.. x.Zip(x.Skip(1), (a, b) => Math.Abs(b - a))];
        double[] power = Power(x);
        double total = power.Sum();
        double[] shares = [.. power.Select(p => total > 0 ? p / total : 0)];
        double mean = x.Average();
        double deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)));
        bool isConstant = x.Max() == x.Min();
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["level"] = median,
            ["spread"] = 1.4826 * Reference.Mad(x),
            ["upper-tail"] = high - median,
            ["lower-tail"] = median - low,
            ["top"] = x.Max() - median,
            ["bottom"] = median - x.Min(),
            ["rise"] = Reference.Median(x.TakeLast(n / 3)) - Reference.Median(x.Take(n / 3)),
            ["roughness"] = 1.4826 / Math.Sqrt(2) * Reference.Median(steps),
            ["jump"] = steps.Max(),
            ["asymmetry"] = high > low ? (high + low - (2 * median)) / (high - low) : 0,
            ["spectral-centroid"] = isConstant ? 0 : shares.Select((p, k) => p * (k + 1) / n).Sum(),
            ["spectral-peak"] = isConstant ? 0 : shares.Max(),
            ["spectral-peak-frequency"] = isConstant ? 0 : (Array.IndexOf(power, power.Max()) + 1.0) / n,
            ["spectral-entropy"] = isConstant ? 0 : -shares.Where(p => p > 0).Sum(p => p * Math.Log(p)) / Math.Log(power.Length),
            ["autocorrelation"] = isConstant ? 0 : Correlation(x, 1),
            ["recurrence"] = isConstant ? 0 : Peaks(x, Tie).Append(0).Max(),
            ["change"] = isConstant ? 0 : Enumerable.Range(1, n).Max(k => Math.Abs(x.Take(k).Sum() - (k * mean))) / (deviation * Math.Sqrt(n)),
            ["crossings"] = Crossings(x, median) / (n - 1.0),
        };
    }

    public static bool IsPeakTied(double[] x)
    {
        double[] power = [.. Power(x).OrderDescending()];
        return power[0] - power[1] <= 1e-9 * power[0];
    }

    public static bool IsRecurrenceTied(double[] x) =>
        x.Max() == x.Min() || Peaks(x, Tie).Append(0).Max() != Peaks(x, -Tie).Append(0).Max();

    private static double[] Power(double[] x)
    {
        double mean = x.Average();
        (double[] real, double[] imaginary) = NaiveSpectrum.Of(
            [.. x.Select((v, t) => (v - mean) * (1 - Math.Cos(2 * Math.PI * t / x.Length)) / 2)]);
        return [.. real.Select((re, k) => ((re * re) + (imaginary[k] * imaginary[k])) * (2 * k == x.Length ? 1 : 2)).Skip(1)];
    }

    private static IEnumerable<double> Peaks(double[] x, double margin)
    {
        double[] r = [.. Enumerable.Range(0, (x.Length / 2) + 1).Select(lag => Correlation(x, lag))];
        return Enumerable.Range(2, Math.Max(0, r.Length - 3)).Where(k => r[k] > r[k - 1] + margin && r[k] > r[k + 1] + margin).Select(k => r[k]);
    }

    private static double Correlation(double[] x, int lag)
    {
        double mean = x.Average();
        return x.Zip(x.Skip(lag), (a, b) => (a - mean) * (b - mean)).Sum() / x.Sum(a => (a - mean) * (a - mean));
    }

    private static int Crossings(double[] x, double median)
    {
        double[] sides = [.. x.Where(v => v != median)];
        return sides.Zip(sides.Skip(1)).Count(pair => (pair.First > median) != (pair.Second > median));
    }

    private static double Quantile(double[] x, double q)
    {
        (double low, double high, double fraction) = Reference.QuantileBracket(x, q);
        return low + (fraction * (high - low));
    }
}
