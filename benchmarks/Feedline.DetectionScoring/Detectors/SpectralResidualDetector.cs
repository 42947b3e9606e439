using Feedline.Signals;

namespace Feedline.DetectionScoring.Detectors;

/// <summary>The saliency of each sample as the newest of its window; 0 until the window is full.</summary>
internal sealed class SpectralResidualDetector(int window) : IStreamDetector
{
    private readonly SpectralResidual _residual = new(window);
    private readonly double[] _last = new double[window];
    private int _count;

    public double Observe(double value)
    {
        _last.AsSpan(1).CopyTo(_last);
        _last[^1] = value;
        if (++_count < _last.Length)
            return 0;
        return Squash.Of(Math.Max(0, _residual.Latest(_last)));
    }
}
