namespace Feedline.MachineLearning.Classification;

/// <summary>What the scheduler tells of the job's workers, and whether the job began anew.</summary>
internal sealed class WorkerWatch
{
    /// <summary>A loss or a restart tells of the present until so many rows have ended.</summary>
    private const int Remembered = 32;

    private long _runningUntil = long.MinValue;
    private long _restartsUntil = long.MinValue;
    private double _most;
    private int _attempt;
    private double _missing;
    private long _missingAt = long.MinValue;
    private long _restartAt = long.MinValue;
    private bool _hasRunning;

    public void Read(RuleContext context, JobView job, Span<double> features)
    {
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerWorkersRunning))
        {
            if (series.Job == job.Job)
                ReadRunning(context, job, series);
        }

        foreach (SeriesKey series in context.Series(SignalNames.SchedulerWorkerRestarts))
        {
            if (series.Job == job.Job)
                ReadRestarts(context, job, series);
        }

        if (job.EndSequence > job.FirstSequence)
        {
            int attempt = job.Row(job.EndSequence - 1).Attempt;
            if (attempt != _attempt)
                _restartAt = job.EndSequence;

            _attempt = attempt;
        }

        bool isMissing = _missingAt != long.MinValue && job.EndSequence - _missingAt < Remembered;
        features[(int)WindowFeature.WorkersMissing] = !_hasRunning ? double.NaN : isMissing ? _missing : 0;
        features[(int)WindowFeature.RestartRecent] = _restartAt != long.MinValue && job.EndSequence - _restartAt < Remembered ? 1 : 0;
    }

    private void ReadRunning(RuleContext context, JobView job, SeriesKey series)
    {
        SampleWindow window = context.Window(series, WindowSpec.After(_runningUntil));
        for (int i = 0; i < window.Count; i++)
        {
            double running = window.Values[i];
            _hasRunning = true;
            _most = Math.Max(_most, running);
            _runningUntil = Math.Max(_runningUntil, window.UnixNanoseconds[i]);
            if (running >= _most)
                continue;

            double missing = (_most - running) / _most;
            bool isNew = _missingAt == long.MinValue || job.EndSequence - _missingAt >= Remembered;
            _missing = isNew ? missing : Math.Max(_missing, missing);
            _missingAt = job.EndSequence;
        }
    }

    private void ReadRestarts(RuleContext context, JobView job, SeriesKey series)
    {
        SampleWindow window = context.Window(series, WindowSpec.After(_restartsUntil));
        for (int i = 0; i < window.Count; i++)
        {
            // The store gives a counter's increases.
            if (window.Values[i] > 0)
                _restartAt = job.EndSequence;

            _restartsUntil = Math.Max(_restartsUntil, window.UnixNanoseconds[i]);
        }
    }
}
