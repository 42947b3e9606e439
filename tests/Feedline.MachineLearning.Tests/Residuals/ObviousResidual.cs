using System.Numerics;

namespace Feedline.MachineLearning.Tests.Residuals;

/// <summary>The same by the definition: sums over all frequencies, in complex numbers.</summary>
internal static class ObviousResidual
{
    public static (double[] Scores, double[] Expected) Of(double[] x)
    {
        int n = x.Length;
        double[] last = x[^7..^1];
        double next = last[1];
        for (int i = 0; i < 5; i++)
            next += (last[5] - last[i]) / (5 - i);
        Complex[] f = Transform([.. x.Select(v => new Complex(v, 0)), .. Enumerable.Repeat(new Complex(next, 0), 5)], -1);
        double[] logs = [.. f.Select(v => v.Magnitude > 1e-8 ? Math.Log(v.Magnitude) : 0)];
        var flat = new Complex[f.Length];
        for (int k = 0; k < f.Length; k++)
        {
            double mean = logs[Math.Max(0, k - 2)..(k + 1)].Average();
            flat[k] = f[k].Magnitude > 1e-8 ? f[k] / f[k].Magnitude * Math.Exp(logs[k] - mean) : 0;
        }

        double[] m = [.. Transform(flat, 1).Select(v => v.Magnitude / f.Length)];
        double[] a = [.. Enumerable.Range(0, n).Select(i => m[Math.Max(0, i - 39)..(i + 1)].Average())];
        Array.Fill(a, a[10], 0, 12);
        double center = x.Average(), deviation = Math.Sqrt(x.Average(v => (v - center) * (v - center)));
        double[] scores = [.. Enumerable.Range(0, n).Select(i =>
            deviation < 1e-8 || Math.Abs(x[i] - center) / deviation < 1.5 ? 0 : Math.Clamp(Math.Abs(m[i] - a[i]) / Math.Max(a[i], 1e-8) / 10, 0, 1))];
        return (scores, Expect(x, scores));
    }

    private static double[] Expect(double[] x, double[] scores)
    {
        int n = x.Length;
        Complex[] f = Transform([.. x.Select((v, i) => new Complex(scores[i] > 0.35 ? Mend(x, scores, i) : v, 0))], -1);
        for (int k = 0; k < n; k++)
        {
            if (k > 3 * n / 8 && k < n - (3 * n / 8))
                f[k] = 0;
        }

        IEnumerable<double> smooth = Transform(f, 1).Select(v => v.Real / n);
        return [.. x.All(v => v >= 0) ? smooth.Select(v => Math.Max(0, v)) : x.All(v => v <= 0) ? smooth.Select(v => Math.Min(0, v)) : smooth];
    }

    private static double Mend(double[] x, double[] scores, int at)
    {
        for (int reach = 1; ; reach += 2)
        {
            int[] near = [.. Enumerable.Range(at - reach, (2 * reach) + 1).Where(i => i >= 0 && i < x.Length && scores[i] <= 0.35)];
            if (near.Length < 4)
                continue;
            double t = near.Average(), y = near.Average(i => x[i]);
            double slope = near.Sum(i => (i - t) * (x[i] - y)) / near.Sum(i => (i - t) * (i - t));
            return y + (slope * (at - t));
        }
    }

    private static Complex[] Transform(Complex[] x, int sign) =>
    [
        .. Enumerable.Range(0, x.Length).Select(k =>
        {
            Complex sum = 0;
            for (int j = 0; j < x.Length; j++)
                sum += x[j] * Complex.FromPolarCoordinates(1, sign * 2 * Math.PI * ((long)j * k % x.Length) / x.Length);
            return sum;
        }),
    ];
}
