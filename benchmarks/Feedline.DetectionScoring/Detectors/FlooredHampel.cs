using Feedline.Signals;

namespace Feedline.DetectionScoring.Detectors;

/// <summary>
/// How far a sample is from the median of those before it, in 1.4826 times their median absolute deviation, or half their standard
/// deviation where that is more: the former is 0 where half of the samples are equal.
/// </summary>
internal sealed class FlooredHampel(int window) : IStreamDetector
{
    private const int Fewest = 30;

    private readonly RollingMedianAbsoluteDeviation _deviation = new(window);
    private readonly RollingVariance _variance = new(window);

    public double Observe(double value)
    {
        double deviations = 0;
        if (_deviation.Count >= Fewest)
        {
            double scale = Math.Max(MedianAbsoluteDeviation.NormalScale * _deviation.Value, 0.5 * Math.Sqrt(_variance.Variance));
            deviations = Math.Abs(value - _deviation.Median) / Math.Max(scale, 1e-9);
        }

        _deviation.Add(value);
        _variance.Add(value);
        return Squash.Of(deviations);
    }
}
