namespace Feedline.Signals.Tests.Spectra;

/// <summary>Fourier transform by its definition.</summary>
internal static class NaiveSpectrum
{
    public static (double[] Real, double[] Imaginary) Of(double[] samples)
    {
        int n = samples.Length;
        var real = new double[n / 2 + 1];
        var imaginary = new double[n / 2 + 1];
        double[] cosines = [.. Enumerable.Range(0, n).Select(j => Math.Cos(2 * Math.PI * j / n))];
        double[] sines = [.. Enumerable.Range(0, n).Select(j => Math.Sin(2 * Math.PI * j / n))];
        for (int k = 0; k < real.Length; k++)
        {
            for (int j = 0; j < n; j++)
            {
                real[k] += samples[j] * cosines[(int)((long)j * k % n)];
                imaginary[k] -= samples[j] * sines[(int)((long)j * k % n)];
            }
        }

        return (real, imaginary);
    }
}
