using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>What the scheduler tells of one job's waiting: in the queue with no worker, or for its gang with some.</summary>
internal sealed class SchedulerWait
{
    /// <summary>How many waits of the job are remembered.</summary>
    private const int Remembered = 16;

    private readonly RobustBaseline _usual = new(Remembered);
    private readonly RobustBaseline _intervals = new(64);
    private readonly JobSignal _workersDesired;
    private readonly JobSignal _requeues;
    private readonly JobSignal _nodesExcluded;
    private readonly JobSignal _workersRunning;
    private readonly JobSignal _queueDurations;
    private long _gangTime;
    private double _running;
    private double _mostRunning;
    private double _goesOnWith = double.NaN;
    private bool _wasPlaced;

    public SchedulerWait()
    {
        _workersDesired = new JobSignal(SignalNames.SchedulerWorkersDesired, (_, workers) => Desired = workers);
        _requeues = new JobSignal(SignalNames.SchedulerJobRequeues, Requeue);
        _nodesExcluded = new JobSignal(SignalNames.SchedulerNodesExcluded, Exclude);
        _workersRunning = new JobSignal(SignalNames.SchedulerWorkersRunning, Observe);
        _queueDurations = new JobSignal(SignalNames.SchedulerQueueDuration, LeaveQueue);
    }

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
        _workersDesired.Read(context, job);
        _requeues.Read(context, job);
        _nodesExcluded.Read(context, job);
        _workersRunning.Read(context, job);
        _queueDurations.Read(context, job);
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
            Finish(Math.Min(_workersRunning.LastTime, rank.StepUnixNanoseconds));
            return;
        }
    }

    /// <summary>Forgets the wait that has ended; it is part of what is usual from now on.</summary>
    public void Close()
    {
        _usual.Add(UnixTime.ToSeconds(End - Start));
        HasEnded = false;
    }

    private void Requeue(long time, double times)
    {
        if (times <= 0)
            return;

        Begin(time);
        Requeues += (int)Math.Min(times, int.MaxValue / 2);
    }

    private void Exclude(long time, double nodes)
    {
        if (_nodesExcluded.LastTime != long.MinValue && nodes != Excluded && IsWaiting)
            ExclusionChanges++;

        Excluded = nodes;
    }

    private void Observe(long time, double running)
    {
        if (_workersRunning.LastTime != long.MinValue)
        {
            long since = time - _workersRunning.LastTime;
            _intervals.Add(UnixTime.ToSeconds(since));
            if (IsWaiting && _running > 0)
            {
                _gangTime += since;
                IdleWorkerSeconds += _running * UnixTime.ToSeconds(since);
            }
        }

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
    private void LeaveQueue(long time, double seconds)
    {
        long start = time - UnixTime.FromSeconds(seconds);
        if (IsWaiting || HasEnded)
        {
            Start = Math.Min(Start, start);
        }
        else if (seconds > 0)
        {
            Begin(start);
            Finish(time);
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
