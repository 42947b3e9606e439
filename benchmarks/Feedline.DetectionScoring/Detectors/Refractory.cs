using Feedline.Signals;

namespace Feedline.DetectionScoring.Detectors;

/// <summary>Keeps a score only where it exceeds all of the last rows, so that one event raises one alarm.</summary>
internal sealed class Refractory(IStreamDetector inner, int rows) : IStreamDetector
{
    private readonly RollingMaximum _last = new(rows);

    public double Observe(double value)
    {
        double score = inner.Observe(value);
        bool isHighest = !(score <= _last.Value);
        _last.Add(score);
        return isHighest ? score : 0;
    }
}
