using Feedline.Signals;

namespace Feedline.DetectionScoring.Detectors;

/// <summary>Distance of the window that ends at a sample to the nearest one before it, as a share of the largest there can be.</summary>
internal sealed class LeftProfile(int window, int history) : IStreamDetector
{
    private readonly RollingMatrixProfile _profile = new(window, history);
    private readonly double _largest = 2 * Math.Sqrt(window);

    public double Observe(double value)
    {
        double distance = _profile.Add(value);
        return double.IsNaN(distance) ? 0 : Math.Min(1, distance / _largest);
    }
}
