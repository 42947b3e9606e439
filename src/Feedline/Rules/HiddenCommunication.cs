namespace Feedline.Rules;

/// <summary>Watches communication where collectives are not timed: what is left of a step without input and computing.</summary>
/// <remarks>
/// What is left may be anything, so by itself it proves nothing. Only where counters of the network have risen with it is the
/// fabric to blame. Steps with a checkpoint or an evaluation are left out.
/// </remarks>
internal sealed class HiddenCommunication : StepWatch
{
    private readonly LearnedNormal _rest = new();
    private readonly SentBytes _sent = new();
    private Episode _episode;
    private bool _countsBytes;
    private double _sum;
    private int _steps;

    public Episode Episode => _episode;

    /// <summary>The counters of the network.</summary>
    public FabricPorts Ports { get; } = new(countsSegments: true);

    /// <summary>What is left of a step, mean over the episode, in seconds, and normally.</summary>
    public double Rest => _sum / _steps;

    public double NormalRest => _rest.Median;

    /// <summary>By how much more than the typical rank the busiest sender sent, as a share; NaN where bytes are not measured.</summary>
    public double SentExcess => _sent.Excess;

    /// <summary>True when the throughput has collapsed by sending the same bytes again, or many send to one: incast rather than jitter.</summary>
    public bool IsCollapse => _sent.IsCollapse || Ports.CrowdedSlot >= 0;

    /// <summary>False while it is not clear which of the two it is.</summary>
    public bool IsDecided => IsCollapse || _sent.IsDecided || !_countsBytes;

    /// <summary>True when steps have slowed down with the network's counters.</summary>
    public bool IsNetwork => _episode.IsOpen && _steps > 0 && Ports.HaveRisen;

    public void Observe(RuleContext context, JobView job)
    {
        _sent.Resize(job.Ranks.Length);
        while (TryNext(job, out StepRow row))
            Observe(context, job, row);

        if (_episode.IsOpen)
            Ports.Read(context, job, _episode.Start, UnixTime.ToSeconds(context.NowUnixNanoseconds - _episode.Start));
    }

    private void Observe(RuleContext context, JobView job, in StepRow row)
    {
        ReadOnlySpan<double> compute = job.Values(row.Sequence, StepColumns.Compute);
        if (row.Sequence == 0 || !IsWhole(RowStatistics.Count(compute))
            || !double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Checkpoint)))
            || !double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Evaluation))))
            return;

        // The rank that comes last to the collective is waited for by all.
        ReadOnlySpan<double> waits = job.Values(row.Sequence, StepColumns.DataWait);
        double latest = 0;
        for (int slot = 0; slot < compute.Length; slot++)
            latest = Math.Max(latest, (compute[slot] > 0 ? compute[slot] : 0) + (waits[slot] > 0 ? waits[slot] : 0));

        double rest = Math.Max(0, row.Seconds - latest);
        double typical = RowStatistics.UpperMedian(compute, context.Scratch(compute.Length + 1));
        if (!_episode.IsWatching)
        {
            ResetCompute();
            Ports.Reset();
            _sent.Reset();
            _sum = _steps = 0;
        }

        _episode.Observe(row, _rest.IsReady ? _rest.Score(rest, LeastScale) : double.NaN);
        if (_episode.IsAffected)
        {
            CountCompute(typical);
            _sum += rest;
            _steps++;
            if (_countsBytes)
                _sent.Count(job.Values(row.Sequence, StepColumns.BytesSent), row.Seconds);
        }

        if (_episode.IsSuspicious)
        {
            _rest.ForgetWaiting();
            return;
        }

        LearnCompute(typical);
        _rest.Learn(rest);
        _countsBytes = job.Has(StepColumns.BytesSent);
        if (_countsBytes)
            _sent.Learn(job.Values(row.Sequence, StepColumns.BytesSent), row.Seconds);

        Step.Learn(row.Seconds);
    }
}
