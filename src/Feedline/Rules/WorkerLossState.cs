namespace Feedline.Rules;

/// <summary>What <see cref="WorkerLossRule"/> knows of a job: its workers as they are counted, and the loss or storm of losses it is in.</summary>
internal sealed class WorkerLossState : StepWatch
{
    private double _still;

    public WorkerLossState() => Workers = new JobSignal(SignalNames.SchedulerWorkersRunning, Count);

    /// <summary>The workers as the scheduler counts them.</summary>
    public JobSignal Workers { get; }

    /// <summary>By series, up to when restarts were read.</summary>
    public Dictionary<SeriesKey, long> RestartsUntil { get; } = [];

    public FirstLost First { get; } = new();

    public double Running { get; set; } = double.NaN;

    public double MostRunning { get; set; }

    public double Interval { get; set; }

    public double NormalInterval { get; set; }

    public long MissingSince { get; set; } = long.MinValue;

    public RestartCount OfJob { get; } = new();

    public RestartCount OfRanks { get; } = new();

    public int Restarts => Math.Max(OfJob.Restarts, OfRanks.Restarts);

    public int Attempt { get; set; }

    public long LastRowStep { get; set; } = -1;

    /// <summary>When a rank last ended a step, as of the last look.</summary>
    public long LastProgress { get; set; } = long.MinValue;

    public long LastRowEnd { get; set; } = long.MinValue;

    public long LostSteps { get; set; }

    public bool IsOpen { get; private set; }

    public bool IsRecovered { get; private set; }

    /// <summary>When that was first seen.</summary>
    public long RecoveredAt { get; set; } = long.MaxValue;

    public long Start { get; private set; }

    public long End { get; private set; }

    /// <summary>When the job went on after the last loss, and for how long it had stood still.</summary>
    public long EndOfLast { get; private set; } = long.MinValue;

    /// <summary>True from a loss that came before the job had run for as long as it had stood still for the loss before.</summary>
    public bool IsStorm { get; private set; }

    public long StormStart { get; private set; }

    public int StormLosses { get; private set; }

    /// <summary>Of the losses of the storm that are over: restarts, and seconds without progress.</summary>
    public int StormRestarts { get; private set; }

    public double StormStill { get; private set; }

    public void Open(long start)
    {
        if (IsOpen)
            return;

        bool isSoon = EndOfLast != long.MinValue && UnixTime.ToSeconds(start - EndOfLast) < _still;
        if (isSoon && !IsStorm)
            (StormStart, StormLosses, StormRestarts, StormStill) = (start, 0, 0, 0);

        IsStorm = isSoon;
        StormLosses++;

        IsOpen = true;
        IsRecovered = false;
        LostSteps = 0;
        Start = start;
        End = long.MinValue;
        RecoveredAt = long.MaxValue;
    }

    /// <summary>
    /// Whether a row shows that the job goes on: it holds the standstill, or steps have ended for longer than the clocks of the
    /// scheduler and of the ranks are apart.
    /// </summary>
    public bool GoesOn(in StepRow row)
    {
        double since = UnixTime.ToSeconds(row.EndUnixNanoseconds - Start);
        return since > 0 && (row.Seconds > WorkerLossRule.StandstillSteps * Step.Median || since > WorkerLossRule.LateIntervals * NormalInterval);
    }

    /// <summary>Whether a row in which numbers fall is of the loss before: of a rank that has lost less telemetry than its peers they fall later.</summary>
    public bool IsKnown(in StepRow row) => !IsOpen && EndOfLast != long.MinValue
        && (row.StartUnixNanoseconds < EndOfLast
            || (row.Seconds <= WorkerLossRule.StandstillSteps * Step.Median
                && UnixTime.ToSeconds(row.StartUnixNanoseconds - EndOfLast) < WorkerLossRule.StandstillSteps * Step.Median));

    public void Recover(long end)
    {
        IsRecovered = true;
        Start = Math.Min(Start, end);
        End = Math.Max(End, end);
    }

    public void Close()
    {
        EndOfLast = End;
        _still = UnixTime.ToSeconds(End - Start);
        StormRestarts = IsStorm ? StormRestarts + Restarts : 0;
        StormStill = IsStorm ? StormStill + _still : 0;
        First.Forget();

        // With fewer workers than before it goes on as well: from here on that is all of them.
        if (Running > 0)
            MostRunning = Running;

        IsOpen = false;
        IsRecovered = false;
        OfJob.Close();
        OfRanks.Close();
        MissingSince = long.MinValue;
    }

    /// <summary>Whether a storm still goes on, though the job does as well for the moment.</summary>
    public bool Storms(long now)
    {
        IsStorm &= UnixTime.ToSeconds(now - EndOfLast) < _still;
        return IsStorm;
    }

    private void Count(long time, double running)
    {
        if (Workers.LastTime != long.MinValue)
            Interval = UnixTime.ToSeconds(time - Workers.LastTime);

        if (!IsOpen && MissingSince == long.MinValue)
            NormalInterval = Interval;

        Running = running;
        MostRunning = Math.Max(MostRunning, Running);
        if (Running < MostRunning)
        {
            if (MissingSince == long.MinValue)
                MissingSince = time;
        }
        else if (!IsOpen)
        {
            MissingSince = long.MinValue;
        }
    }
}
