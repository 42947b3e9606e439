using Feedline.Signals;

namespace Feedline.MachineLearning.Classification;

/// <summary>What is normal for one number a step, learned from the run itself while nothing is suspicious.</summary>
/// <remarks>As the engine's rules do it: a value is learned some steps after it was seen, and never if an anomaly has begun since.</remarks>
internal sealed class RunNormal
{
    /// <summary>With fewer values nothing is judged.</summary>
    public const int WarmUp = 32;

    private const int Capacity = 256;
    private const int Delay = 16;

    /// <summary>As in the engine's episodes: no single step counts for more, within the drift nothing counts.</summary>
    private const double Clip = 8;
    private const double Drift = 2;
    private const double Most = 40;

    private readonly RobustBaseline _values = new(Capacity);
    private readonly double[] _waiting = new double[Delay];
    private int _waitingCount;
    private int _waitingNext;
    private double _sum;

    /// <summary>True once there is enough to judge by.</summary>
    public bool IsReady => _values.Count >= WarmUp;

    /// <summary>True while it may be that something begins, or is under way.</summary>
    public bool IsSuspicious => _sum > Clip;

    public double Median => _values.Median;

    public double Spread => _values.Spread;

    /// <summary>Takes a value into account without learning it.</summary>
    public void Watch(double value, double leastSpread)
    {
        if (!IsReady || double.IsNaN(value))
            return;

        double score = (value - Median) / Math.Max(Spread, leastSpread);
        _sum = Math.Clamp(_sum + Math.Clamp(score, -Clip, Clip) - Drift, 0, Most);
    }

    /// <summary>Learns a value seen while nothing was suspicious.</summary>
    public void Learn(double value)
    {
        if (double.IsNaN(value))
            return;

        if (_waitingCount == Delay)
            _values.Add(_waiting[_waitingNext]);
        else
            _waitingCount++;

        _waiting[_waitingNext] = value;
        _waitingNext = (_waitingNext + 1) % Delay;

        // Before anything can be judged nothing is gained by waiting.
        if (IsReady)
            return;

        for (int i = _waitingCount; i > 0; i--)
            _values.Add(_waiting[(_waitingNext - i + Delay) % Delay]);

        _waitingCount = 0;
    }

    /// <summary>Forgets the values that wait to be learned: an anomaly was under way while they were seen.</summary>
    public void ForgetWaiting() => _waitingCount = 0;
}
