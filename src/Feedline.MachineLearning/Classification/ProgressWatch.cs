namespace Feedline.MachineLearning.Classification;

/// <summary>What is told between steps: whether any ends, which ranks are silent, behind, idle or at work, how many workers run.</summary>
internal sealed class ProgressWatch
{
    /// <summary>From so many times the normal wait for a step on, it matters what each rank does meanwhile.</summary>
    private const double Frozen = 3;

    /// <summary>A rank is silent after so many times the longest silence that was normal.</summary>
    private const double SilenceFactor = 5;

    /// <summary>Normal waits and silences are the greatest of so many looks.</summary>
    private const int Looks = 64;

    /// <summary>A GPU above this utilisation works, below the other it waits.</summary>
    private const double Busy = 0.9;
    private const double Idle = 0.1;

    private readonly double[] _stuck = new double[Looks];
    private readonly double[] _silence = new double[Looks];
    private int _looks;
    private long _lastStep = long.MinValue;
    private double _pending;
    private double _pendingSilence;

    /// <summary>What the last evaluation found.</summary>
    public bool IsFrozen { get; private set; }

    public void Read(RuleContext context, JobView job, double longestRow, Span<double> features)
    {
        long now = context.NowUnixNanoseconds;
        long last = long.MinValue;
        long most = -1;
        double silence = 0;
        foreach (ref readonly RankProgress rank in job.Ranks)
        {
            last = Math.Max(last, rank.StepUnixNanoseconds);
            most = Math.Max(most, rank.Step);
            if (rank.HeartbeatUnixNanoseconds != long.MinValue)
                silence = Math.Max(silence, UnixTime.ToSeconds(now - rank.HeartbeatUnixNanoseconds));
        }

        double stuck = last == long.MinValue ? 0 : UnixTime.ToSeconds(now - last);
        double normalStuck = Greatest(_stuck);
        double normalSilence = Greatest(_silence);
        double normal = Math.Max(Math.Max(normalStuck, longestRow), 1e-3);
        double ratio = Math.Max(0, stuck) / normal;
        IsFrozen = ratio > Frozen;
        if (last > _lastStep)
        {
            // What was beyond normal was a hang.
            if (_lastStep != long.MinValue && (_looks < 8 || _pending <= Frozen * normal))
            {
                _stuck[_looks % Looks] = Math.Max(_pending, 0);
                _silence[_looks % Looks] = _pendingSilence;
                _looks++;
            }

            _lastStep = last;
            _pending = 0;
            _pendingSilence = 0;
        }

        _pending = Math.Max(_pending, stuck);
        _pendingSilence = Math.Max(_pendingSilence, silence);
        int silent = 0;
        int behind = 0;
        foreach (ref readonly RankProgress rank in job.Ranks)
        {
            double age = rank.HeartbeatUnixNanoseconds == long.MinValue ? 0 : UnixTime.ToSeconds(now - rank.HeartbeatUnixNanoseconds);
            if (_looks > 0 && age > SilenceFactor * Math.Max(normalSilence, 1e-3))
                silent++;
            if (IsFrozen && rank.Step < most)
                behind++;
        }

        int ranks = Math.Max(1, job.Ranks.Length);
        features[(int)WindowFeature.FrozenRatio] = Math.Log2(1 + ratio);
        features[(int)WindowFeature.SilentRanks] = silent / (double)ranks;
        features[(int)WindowFeature.BehindRanks] = behind / (double)ranks;
        ReadUtilization(context, job, features);
    }

    private void ReadUtilization(RuleContext context, JobView job, Span<double> features)
    {
        ReadOnlySpan<SeriesKey> series = context.Series(SignalNames.GpuUtilization);
        features[(int)WindowFeature.IdleRanks] = series.IsEmpty ? double.NaN : 0;
        features[(int)WindowFeature.BusyRanks] = series.IsEmpty ? double.NaN : 0;
        if (!IsFrozen)
            return;

        int idle = 0;
        int busy = 0;
        int count = 0;
        foreach (SeriesKey key in series)
        {
            if ((key.Job ?? "") != job.Job)
                continue;

            SampleWindow window = context.Window(key, WindowSpec.LastSamples(1));
            if (window.IsEmpty)
                continue;

            count++;
            idle += window.Values[^1] < Idle ? 1 : 0;
            busy += window.Values[^1] > Busy ? 1 : 0;
        }

        if (count == 0)
            return;

        features[(int)WindowFeature.IdleRanks] = idle / (double)count;
        features[(int)WindowFeature.BusyRanks] = busy / (double)count;
    }

    private static double Greatest(double[] values)
    {
        double greatest = 0;
        foreach (double value in values)
            greatest = Math.Max(greatest, value);

        return greatest;
    }
}
