using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>What the scheduler tells of one job's waiting: in the queue with no worker, or for its gang with some.</summary>
internal sealed class SchedulerWait
{
    /// <summary>How many waits of the job are remembered.</summary>
    private const int Remembered = 16;

    private readonly RobustBaseline _usual = new(Remembered);
    private readonly RobustBaseline _intervals = new(64);
    private long _runningUntil = long.MinValue;
    private long _desiredUntil = long.MinValue;
    private long _queuedUntil = long.MinValue;
    private long _requeuedUntil = long.MinValue;
    private long _excludedUntil = long.MinValue;
    private long _gangTime;
    private double _running;
    private double _mostRunning;
    private double _goesOnWith = double.NaN;
    private bool _wasPlaced;

    /// <summary>Workers the job needs, as the scheduler says; 0 when it does not.</summary>
    public double Desired { get; private set; }

    /// <summary>Workers the job needs: what the scheduler says, else the most there were.</summary>
    public double Needed => Desired > 0 ? Desired : _mostRunning;

    public bool IsWaiting { get; private set; }

    /// <summary>Whether nothing tells that the job will run again: it may simply have ended.</summary>
    public bool MayBeOver => IsWaiting && _wasPlaced && _running <= 0 && Desired <= 0 && Requeues == 0;

    /// <summary>True when a wait has ended and was not closed yet.</summary>
    public bool HasEnded { get; private set; }

    public long Start { get; private set; }

    public long End { get; private set; }

    /// <summary>Time with some of the workers but not all, in seconds.</summary>
    public double GangSeconds => UnixTime.ToSeconds(_gangTime);

    /// <summary>Time of workers that were there while others were missing, in seconds.</summary>
    public double IdleWorkerSeconds { get; private set; }

    public int Requeues { get; private set; }

    /// <summary>Nodes excluded now.</summary>
    public double Excluded { get; private set; }

    public int ExclusionChanges { get; private set; }

    /// <summary>How often the scheduler reports, in seconds; 0 while it is not known.</summary>
    public double Interval => _intervals.Count > 0 ? _intervals.Median : 0;

    /// <summary>What the job waited before, in seconds; 0 at its first wait.</summary>
    public double UsualSeconds => _usual.Count > 0 ? _usual.Median : 0;

    public double Seconds(long now) => !IsWaiting && !HasEnded ? 0 : UnixTime.ToSeconds((HasEnded ? End : now) - Start);

    /// <summary>Takes in what the scheduler has told since the last look.</summary>
    public void Read(RuleContext context, JobView job)
    {
        ReadDesired(context, job);
        ReadRequeues(context, job);
        ReadExclusions(context, job);
        ReadRunning(context, job);
        ReadQueue(context, job);
        if (IsWaiting && _running > 0)
            SeeProgress(job);
    }

    /// <summary>A job that makes steps goes on with the workers it has: it waits for nobody.</summary>
    private void SeeProgress(JobView job)
    {
        // Two reports later, because a step may end while workers are being counted.
        long since = Start + UnixTime.FromSeconds(2 * Interval);
        foreach (ref readonly RankProgress rank in job.Ranks)
        {
            if (rank.StepUnixNanoseconds <= since)
                continue;

            _goesOnWith = _running;
            Finish(Math.Min(_runningUntil, rank.StepUnixNanoseconds));
            return;
        }
    }

    /// <summary>Forgets the wait that has ended; it is part of what is usual from now on.</summary>
    public void Close()
    {
        _usual.Add(UnixTime.ToSeconds(End - Start));
        HasEnded = false;
    }

    private void ReadDesired(RuleContext context, JobView job)
    {
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerWorkersDesired))
        {
            if (series.Job != job.Job)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(_desiredUntil));
            for (int i = 0; i < window.Count; i++)
            {
                _desiredUntil = window.UnixNanoseconds[i];
                Desired = window.Values[i];
            }
        }
    }

    private void ReadRequeues(RuleContext context, JobView job)
    {
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerJobRequeues))
        {
            if (series.Job != job.Job)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(_requeuedUntil));
            for (int i = 0; i < window.Count; i++)
            {
                _requeuedUntil = window.UnixNanoseconds[i];
                if (window.Values[i] <= 0)
                    continue;

                Begin(_requeuedUntil);
                Requeues += (int)Math.Min(window.Values[i], int.MaxValue / 2);
            }
        }
    }

    private void ReadExclusions(RuleContext context, JobView job)
    {
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerNodesExcluded))
        {
            if (series.Job != job.Job)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(_excludedUntil));
            for (int i = 0; i < window.Count; i++)
            {
                if (_excludedUntil != long.MinValue && window.Values[i] != Excluded && IsWaiting)
                    ExclusionChanges++;

                _excludedUntil = window.UnixNanoseconds[i];
                Excluded = window.Values[i];
            }
        }
    }

    private void ReadRunning(RuleContext context, JobView job)
    {
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerWorkersRunning))
        {
            if (series.Job != job.Job)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(_runningUntil));
            for (int i = 0; i < window.Count; i++)
                Observe(window.UnixNanoseconds[i], window.Values[i]);
        }
    }

    private void Observe(long time, double running)
    {
        if (_runningUntil != long.MinValue)
        {
            long since = time - _runningUntil;
            _intervals.Add(UnixTime.ToSeconds(since));
            if (IsWaiting && _running > 0)
            {
                _gangTime += since;
                IdleWorkerSeconds += _running * UnixTime.ToSeconds(since);
            }
        }

        _runningUntil = time;
        _running = running;
        _mostRunning = Math.Max(_mostRunning, running);
        _goesOnWith = running == _goesOnWith ? running : double.NaN;
        if ((running < Needed && running != _goesOnWith) || running <= 0)
        {
            Begin(time);
        }
        else
        {
            _wasPlaced = true;
            if (IsWaiting)
                Finish(time);
        }
    }

    /// <summary>A scheduler that counts no workers may still tell how long the job was queued.</summary>
    private void ReadQueue(RuleContext context, JobView job)
    {
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerQueueDuration))
        {
            if (series.Job != job.Job)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(_queuedUntil));
            for (int i = 0; i < window.Count; i++)
            {
                _queuedUntil = window.UnixNanoseconds[i];
                long start = _queuedUntil - UnixTime.FromSeconds(window.Values[i]);
                if (IsWaiting || HasEnded)
                {
                    Start = Math.Min(Start, start);
                }
                else if (window.Values[i] > 0)
                {
                    Begin(start);
                    Finish(_queuedUntil);
                }
            }
        }
    }

    private void Begin(long time)
    {
        if (IsWaiting)
            return;

        IsWaiting = true;
        HasEnded = false;
        Start = time;
        _gangTime = 0;
        IdleWorkerSeconds = 0;
        Requeues = 0;
        ExclusionChanges = 0;
    }

    private void Finish(long time)
    {
        IsWaiting = false;
        HasEnded = true;
        End = Math.Max(time, Start);
    }
}
