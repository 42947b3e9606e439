using Feedline.Signals;

namespace Feedline.DetectionScoring.TsbAd;

/// <summary>The window length that TSB-AD takes for a series: where its autocorrelation peaks.</summary>
internal static class PeriodWindow
{
    private const int MostRows = 20_000;
    private const int MaxLag = 400;
    private const int LongestPeak = 300;
    private const int WithoutPeak = 125;

    // Lags too short to be a period.
    private const int Dropped = 3;

    public static int Of(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<double> first = values[..Math.Min(values.Length, MostRows)];
        int maxLag = Math.Min(MaxLag, first.Length - 1);
        double[] correlation = new double[maxLag + 1];
        new Autocorrelation(first.Length, maxLag).Biased(first, correlation);
        int peak = -1;
        for (int i = 1; i + Dropped + 1 < correlation.Length; i++)
        {
            double at = correlation[i + Dropped];
            if (at > correlation[i + Dropped - 1] && at > correlation[i + Dropped + 1] && (peak < 0 || at > correlation[peak + Dropped]))
                peak = i;
        }

        return peak is < 3 or > LongestPeak ? WithoutPeak : peak + Dropped;
    }
}
