using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>Watches pure communication: the least collective time over the ranks of a step, in which nobody is waited for.</summary>
internal sealed class CommunicationWatch : StepWatch
{
    /// <summary>A rank that ends the collective last in at least this share of the steps is at the slow link.</summary>
    private const double LeastLastShare = 0.2;

    /// <summary>Only if one rank does so in at least this share of the steps does the lateness mean anything.</summary>
    private const double TopLastShare = 0.5;

    /// <summary>Over so many steps the usual end of a rank relative to its peers is followed: clocks drift, but slowly.</summary>
    private const int OffsetSteps = 32;

    private const int Kept = 256;
    private const double UnnamedConfidence = 0.7;
    private const double PortConfidence = 0.8;
    private const double NamedConfidence = 0.9;

    private readonly LearnedNormal _pure = new();
    private readonly LearnedNormal _retransmits = new();
    private readonly double[] _during = new double[Kept];
    private readonly double[] _before = new double[Kept];
    private readonly double[] _sorted = new double[Kept];
    private Episode _episode;
    private double[] _offsets = [];
    private int[] _offsetSteps = [];
    private double[] _lateness = [];
    private double[] _retransmitted = [];
    private readonly SentBytes _sent = new();
    private bool _countsBytes;
    private int[] _last = [];
    private int _beforeCount;
    private int _beforeNext;
    private double _seconds;

    /// <summary>The columns that the watch reads.</summary>
    public static IReadOnlyList<StepColumn> Columns { get; } =
    [
        StepColumns.CollectiveEnd, StepColumns.Retransmits, StepColumns.BytesSent, .. ComputeTimes.Columns,
    ];

    public Episode Episode => _episode;

    public int Steps { get; private set; }

    /// <summary>True when the throughput has collapsed by sending the same bytes again: incast rather than jitter.</summary>
    public bool IsCollapse => _sent.IsCollapse || Ports.CrowdedSlot >= 0;

    /// <summary>False while it is not clear which of the two it is.</summary>
    public bool IsDecided => IsCollapse || _sent.IsDecided || !_countsBytes;

    /// <summary>What is gone by where collectives are not timed, but computing is; else null.</summary>
    public HiddenCommunication? Hidden { get; private set; }

    /// <summary>What the ports of the fabric count.</summary>
    public FabricPorts Ports { get; } = new();

    /// <summary>Places of the ranks at the slow link; empty when it is the fabric as a whole or cannot be told.</summary>
    public List<int> SlowSlots { get; } = [];

    public double Confidence => SlowSlots.Count == 0 ? UnnamedConfidence : IsNamedByPort ? PortConfidence : NamedConfidence;

    /// <summary>True when only the counters of its port name the rank.</summary>
    public bool IsNamedByPort { get; private set; }

    /// <summary>The share of steps in which the first of <see cref="SlowSlots"/> ended the collective last.</summary>
    public double LastShare { get; private set; }

    /// <summary>Place of the rank that sent most segments again; -1 when none did.</summary>
    public int RetransmitSlot { get; private set; } = -1;

    /// <summary>Segments that rank sent again, a second.</summary>
    public double RetransmitRate { get; private set; }

    /// <summary>By how much more than the typical rank the busiest sender sent, as a share; NaN where bytes are not measured.</summary>
    public double SentExcess => _sent.Excess;

    public double NormalPure => _pure.Median;

    public Spread Before => _beforeCount > 0
        ? Spread.Of(_before.AsSpan(0, _beforeCount), _sorted)
        : new Spread(_pure.Median, _pure.Median + (2 * _pure.Scale), _pure.Median > 0 ? _pure.Scale / _pure.Median : 0);

    public Spread During => Spread.Of(_during.AsSpan(0, Math.Min(Steps, Kept)), _sorted);

    public void Observe(RuleContext context, JobView job)
    {
        bool isHidden = !job.Has(StepColumns.Collective) && job.Has(StepColumns.Compute);
        Hidden = isHidden ? Hidden ?? new HiddenCommunication() : null;
        Hidden?.Observe(context, job);
        while (TryNext(job, out StepRow row))
            Observe(context, job, row);

        if (!_episode.IsOpen)
            return;

        Ports.Read(context, job, _episode.Start, UnixTime.ToSeconds(context.NowUnixNanoseconds - _episode.Start));

        // Where the ends of collectives name nobody, the counters of one port may.
        int port = Ports.CrowdedSlot >= 0 ? Ports.CrowdedSlot : Ports.FaultySlot;
        if (SlowSlots.Count == 0 && port >= 0)
        {
            SlowSlots.Add(port);
            IsNamedByPort = true;
        }
    }

    private void Observe(RuleContext context, JobView job, in StepRow row)
    {
        int ranks = job.Ranks.Length;
        if (_offsets.Length != ranks)
            Resize(ranks);

        ReadOnlySpan<double> collective = job.Values(row.Sequence, StepColumns.Collective);
        // A job's first collective also makes the connections.
        if (row.Sequence == 0 || !IsWhole(RowStatistics.Count(collective)))
            return;

        double pure = RowStatistics.Least(collective);
        Span<double> scratch = context.Scratch((3 * ranks) + 1);
        Span<double> ends = scratch[..ranks];
        job.Values(row.Sequence, StepColumns.CollectiveEnd).CopyTo(ends);
        double typical = Typical(ends, scratch.Slice(ranks, ranks), scratch[(2 * ranks)..]);
        int last = -1;
        for (int slot = 0; slot < ranks; slot++)
        {
            ends[slot] -= typical;
            // Of a rank whose clock is not yet known it cannot be told whether it is last.
            if (!double.IsNaN(ends[slot]) && _offsetSteps[slot] >= OffsetSteps / 2 && (last < 0 || ends[slot] - _offsets[slot] > ends[last] - _offsets[last]))
                last = slot;
        }

        double compute = RowStatistics.UpperMedian(
            ComputeTimes.Of(job, row.Sequence, scratch.Slice(ranks, ranks)), scratch[(2 * ranks)..]);
        if (!_episode.IsWatching)
            Reset();

        _episode.Observe(row, _pure.IsReady ? _pure.Score(pure, LeastScale) : double.NaN);
        if (_episode.IsAffected)
        {
            CountCompute(compute);
            Accumulate(job, row, pure, ends, last);
        }

        if (_episode.IsSuspicious)
        {
            _pure.ForgetWaiting();
            return;
        }

        LearnCompute(compute);
        _pure.Learn(pure);
        if (_pure.IsReady && !_episode.IsAffected)
        {
            _before[_beforeNext] = pure;
            _beforeNext = (_beforeNext + 1) % Kept;
            _beforeCount = Math.Min(_beforeCount + 1, Kept);
        }

        _countsBytes = job.Has(StepColumns.BytesSent);
        if (_countsBytes)
            _sent.Learn(job.Values(row.Sequence, StepColumns.BytesSent), row.Seconds);

        for (int slot = 0; slot < ranks; slot++)
        {
            if (double.IsNaN(ends[slot]))
                continue;

            // The mean of the first steps, whatever the clocks say; from then on a single step far off must not move it.
            ref int steps = ref _offsetSteps[slot];
            double limit = steps >= OffsetSteps ? LeastScale : double.PositiveInfinity;
            steps = Math.Min(steps + 1, OffsetSteps);
            _offsets[slot] += Math.Clamp(ends[slot] - _offsets[slot], -limit, limit) / steps;
        }

        if (double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Checkpoint)))
            && double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Evaluation))))
            Step.Learn(row.Seconds);
    }

    /// <summary>When the typical rank ends, clocks taken out where they are known: which ranks are there may change from step to step.</summary>
    private double Typical(ReadOnlySpan<double> ends, Span<double> corrected, Span<double> scratch)
    {
        bool isKnown = false;
        for (int slot = 0; slot < ends.Length; slot++)
        {
            corrected[slot] = _offsetSteps[slot] > 0 ? ends[slot] - _offsets[slot] : double.NaN;
            isKnown |= !double.IsNaN(corrected[slot]);
        }

        return RowStatistics.UpperMedian(isKnown ? corrected : ends, scratch);
    }

    private void Reset()
    {
        ResetCompute();
        Steps = 0;
        _seconds = 0;
        SlowSlots.Clear();
        RetransmitSlot = -1;
        IsNamedByPort = false;
        _sent.Reset();
        Ports.Reset();
        Array.Clear(_lateness);
        Array.Clear(_retransmitted);
        Array.Clear(_last);
    }

    private void Accumulate(JobView job, in StepRow row, double pure, ReadOnlySpan<double> ends, int last)
    {
        _during[Steps % Kept] = pure;
        Steps++;
        if (last >= 0)
            _last[last]++;

        ReadOnlySpan<double> retransmits = job.Values(row.Sequence, StepColumns.Retransmits);
        if (_countsBytes)
            _sent.Count(job.Values(row.Sequence, StepColumns.BytesSent), row.Seconds);

        for (int slot = 0; slot < ends.Length; slot++)
        {
            _lateness[slot] += double.IsNaN(ends[slot]) ? 0 : ends[slot] - _offsets[slot];
            _retransmitted[slot] += double.IsNaN(retransmits[slot]) ? 0 : retransmits[slot];
        }

        _seconds += row.Seconds;
        if (_episode.IsOpen)
            Judge(job);
    }

    private void Judge(JobView job)
    {
        SlowSlots.Clear();
        IsNamedByPort = false;
        int top = Array.IndexOf(_last, _last.Max());
        LastShare = (double)_last[top] / Steps;

        // Of two ranks one is always last.
        if (_last.Length > 2 && LastShare >= TopLastShare)
        {
            SlowSlots.Add(top);
            for (int slot = 0; slot < _last.Length; slot++)
            {
                if (slot != top && _last[slot] >= LeastLastShare * Steps && _lateness[slot] > 0)
                    SlowSlots.Add(slot);
            }
        }

        double most = _retransmitted.Max();
        RetransmitSlot = most > 0 ? Array.IndexOf(_retransmitted, most) : -1;
        RetransmitRate = most / _seconds;
    }

    private void Resize(int ranks)
    {
        _offsets = new double[ranks];
        _lateness = new double[ranks];
        _retransmitted = new double[ranks];
        _sent.Resize(ranks);
        _last = new int[ranks];
        _offsetSteps = new int[ranks];
        SlowSlots.Clear();
    }
}
