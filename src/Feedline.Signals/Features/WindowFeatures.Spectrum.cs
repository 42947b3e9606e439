using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <content>Features of the frequencies and of the lags.</content>
public sealed partial class WindowFeatures
{
    private const double LeastNormal = 2.2250738585072014e-308;

    private void Spectrum(ReadOnlySpan<double> shape, Span<double> features)
    {
        _spectrum.Estimate(shape, 1, _density);

        // Without the bin of the mean.
        Span<double> power = _density.AsSpan(1);
        double total = TensorPrimitives.Sum<double>(power);
        if (!(total > 0))
            return;

        TensorPrimitives.Divide(power, total, power);
        int peak = TensorPrimitives.IndexOfMax<double>(power);
        double centroid = 0;
        for (int bin = 0; bin < power.Length; bin++)
            centroid += power[bin] * (bin + 1);

        // A share of 0 has no logarithm, and adds nothing whatever stands for it.
        Span<double> logarithms = _scratch.AsSpan(0, power.Length);
        TensorPrimitives.Max(power, LeastNormal, logarithms);
        TensorPrimitives.Log<double>(logarithms, logarithms);
        double entropy = -TensorPrimitives.Dot<double>(power, logarithms);

        features[SpectralCentroid] = centroid / Length;
        features[SpectralPeak] = power[peak];
        features[SpectralPeakFrequency] = (peak + 1.0) / Length;
        features[SpectralEntropy] = Math.Clamp(entropy / Math.Log(power.Length), 0, 1);
    }

    private void Correlations(ReadOnlySpan<double> shape, Span<double> features)
    {
        _autocorrelation.Biased(shape, _correlation);
        features[FirstCorrelation] = _correlation[1];
        double greatest = 0;
        for (int lag = 2; lag < _correlation.Length - 1; lag++)
        {
            if (_correlation[lag] > _correlation[lag - 1] && _correlation[lag] > _correlation[lag + 1])
                greatest = Math.Max(greatest, _correlation[lag]);
        }

        features[Recurrence] = greatest;
    }
}
