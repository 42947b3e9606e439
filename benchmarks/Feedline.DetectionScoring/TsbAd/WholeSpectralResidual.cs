using Feedline.Signals;

namespace Feedline.DetectionScoring.TsbAd;

/// <summary>SR as TSB-AD runs it: saliency over the whole series at once, with its padding by values of the series. Looks ahead.</summary>
internal static class WholeSpectralResidual
{
    private const int Box = 100;

    public static double[] Scores(double[] values)
    {
        double least = values.Min();
        double range = values.Max() - least;
        double[] scaled = [.. values.Select(value => (value - least) / range)];
        var fft = new RealFft(values.Length);
        double[] real = new double[fft.BinCount], imaginary = new double[fft.BinCount];
        fft.Forward(scaled, real, imaginary);
        double[] logs = [.. Enumerable.Range(1, fft.BinCount - 1).Select(k => Math.Log(double.Hypot(real[k], imaginary[k])))];
        double[] padded = [.. Enumerable.Repeat(scaled[0], Box / 2 - 1), .. logs, .. Enumerable.Repeat(scaled[^1], Box / 2)];
        double sum = padded.Take(Box - 1).Sum();
        for (int k = 1; k < fft.BinCount; k++)
        {
            sum += padded[k + Box - 2];
            double factor = Math.Exp(-sum / Box);
            sum -= padded[k - 1];
            real[k] *= factor;
            imaginary[k] *= factor;
        }

        // Bin 0 is not smoothed, so its residual is that of a logarithm of 0.
        real[0] = 1;
        double[] saliency = new double[values.Length];
        fft.Inverse(real, imaginary, saliency);
        return [.. saliency.Select(Math.Abs)];
    }
}
