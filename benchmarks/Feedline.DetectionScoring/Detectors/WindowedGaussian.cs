namespace Feedline.DetectionScoring.Detectors;

/// <summary>
/// 1 less the tail probability of a normal distribution fitted to the window before, which moves on by whole steps: NAB's baseline
/// of that name, written anew (NAB's own run scored 39.6, 20.9 and 47.4).
/// </summary>
internal sealed class WindowedGaussian(int window, int step) : IStreamDetector
{
    private readonly List<double> _window = [];
    private readonly List<double> _next = [];
    private double _mean;
    private double _deviation = 1;

    public double Observe(double value)
    {
        double score = _window.Count == 0 ? 0 : 1 - NormalTail.Beyond(Math.Abs(value - _mean) / _deviation);
        if (_window.Count < window)
        {
            _window.Add(value);
            Fit();
            return score;
        }

        _next.Add(value);
        if (_next.Count == step)
        {
            _window.RemoveRange(0, step);
            _window.AddRange(_next);
            _next.Clear();
            Fit();
        }

        return score;
    }

    private void Fit()
    {
        double sum = 0;
        foreach (double value in _window)
            sum += value;
        _mean = sum / _window.Count;
        double squares = 0;
        foreach (double value in _window)
            squares += (value - _mean) * (value - _mean);
        _deviation = Math.Sqrt(squares / _window.Count);
        if (_deviation == 0)
            _deviation = 1e-6;
    }
}
