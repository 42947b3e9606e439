using Feedline.Signals;

namespace Feedline.DetectionScoring.Detectors;

/// <summary>How many standard deviations a sample is from the mean of those before it (k-sigma).</summary>
internal sealed class MovingZScore(int window) : IStreamDetector
{
    // Fewer samples say too little of the spread.
    private const int Fewest = 30;

    private readonly RollingVariance _before = new(window);

    public double Observe(double value)
    {
        double deviations = _before.Count < Fewest ? 0 : Math.Abs(value - _before.Mean) / Math.Max(Math.Sqrt(_before.Variance), 1e-9);
        _before.Add(value);
        return Squash.Of(deviations);
    }
}
