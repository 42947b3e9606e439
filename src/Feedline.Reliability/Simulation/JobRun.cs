namespace Feedline.Reliability;

/// <summary>Plays one job from failure to failure. One for each thread; after the first replications it allocates nothing.</summary>
internal sealed class JobRun
{
    private readonly JobConstants _job;
    private readonly RepairBench _bench = new();
    private readonly double[] _safe;

    public JobRun(JobConstants job)
    {
        _job = job;
        _safe = new double[job.Tiers.Length];
    }

    /// <summary>Plays a replication.</summary>
    public JobTime Play<TFailures>(TFailures failures, ulong seed, long replication, CancellationToken cancellationToken)
        where TFailures : struct, IFailureSource
    {
        var repairs = Xoshiro256.Of(seed, replication, 3);
        var restarts = Xoshiro256.Of(seed, replication, 4);
        var queues = Xoshiro256.Of(seed, replication, 5);
        _bench.Clear();
        Array.Clear(_safe);
        double horizon = _job.HorizonSeconds;
        var spent = new JobTime();
        double work = 0;
        double computed = 0;
        double resumed = 0;
        double failed = failures.Next(0);
        while (resumed < horizon)
        {
            double segment = Math.Min(failed, horizon) - resumed;
            double done = Compute(segment, work);
            computed += done;
            spent.Saving += segment - done;
            work += done;
            if (failed >= horizon)
                break;

            while (true)
            {
                spent.Failures++;
                if ((spent.Failures & 0xFFF) == 0)
                    cancellationToken.ThrowIfCancellationRequested();

                double restore = FallBack(failures.TierShare(), ref work);
                double noticed = failed + _job.Detection;
                double staffed = Staff(failed, noticed, failures.NodesLost(), ref repairs);
                double queued = 0, restarted = 0;
                do
                {
                    queued += _job.Queue is { } queue ? queue.Quantile(queues.NextShare()) : 0;
                    restarted += _job.Restart + restore;
                }
                while (_job.RestartFailure > 0 && restarts.NextShare() < _job.RestartFailure);

                resumed = staffed + queued + restarted;
                double next = failures.Next(_job.FailsWhileDown ? failed : resumed);
                double limit = Math.Min(Math.Min(next, resumed), horizon);
                spent.Detecting += Part(failed, noticed, limit);
                spent.WaitingForSpares += Part(noticed, staffed, limit);
                spent.Queueing += Part(staffed, staffed + queued, limit);
                spent.Restarting += Part(staffed + queued, resumed, limit);
                failed = next;
                if (next >= resumed || next >= horizon)
                    break;
            }
        }

        spent.Productive = work;
        spent.Lost = computed - work;
        return spent;
    }

    private static double Part(double from, double to, double limit) => Math.Max(0, Math.Min(to, limit) - from);

    /// <summary>Computing of a stretch from a restart on, and which saves of it became safe.</summary>
    private double Compute(double length, double workBefore)
    {
        // A guess by the mean period, put right by the exact end of the save.
        double saves = Math.Floor(length / _job.BasePeriod);
        while (EndOfSave(saves) > length)
            saves--;
        while (EndOfSave(saves + 1) <= length)
            saves++;

        for (int i = 0; i < _safe.Length; i++)
        {
            ref readonly TierConstants tier = ref _job.Tiers[i];
            double last = Math.Floor(saves / tier.Every) * tier.Every;
            while (last > 0 && EndOfSave(last) + tier.Lag > length)
                last -= tier.Every;
            if (last > 0)
                _safe[i] = workBefore + last * _job.Interval;
        }

        return saves * _job.Interval + Math.Min(_job.Interval, length - EndOfSave(saves));
    }

    private double EndOfSave(double number)
    {
        double end = number * _job.Interval;
        foreach (ref readonly TierConstants tier in _job.Tiers.AsSpan())
            end += Math.Floor(number / tier.Every) * tier.Blocking;
        return end;
    }

    /// <summary>Goes back to the newest save that survives. Returns how long it takes to read.</summary>
    private double FallBack(double share, ref double work)
    {
        int nearest = 0;
        while (nearest < _safe.Length - 1 && share >= _job.Tiers[nearest].FailureShare)
            share -= _job.Tiers[nearest++].FailureShare;

        work = 0;
        for (int i = nearest; i < _safe.Length; i++)
            work = Math.Max(work, _safe[i]);
        // What nearer tiers held is gone, or of a future that did not happen.
        for (int i = 0; i < nearest; i++)
            _safe[i] = Math.Min(_safe[i], work);
        return _job.Tiers[nearest].Restore;
    }

    /// <summary>When the job has all its nodes again.</summary>
    private double Staff(double failed, double noticed, int nodesLost, ref Xoshiro256 repairs)
    {
        if (_job.Repair is not { } repair)
            return noticed;

        _bench.CountAfter(failed);
        for (int i = 0; i < nodesLost; i++)
            _bench.Add(failed + repair.Quantile(repairs.NextShare()));
        return _bench.WhenAllBut(_job.Spares, noticed);
    }
}
