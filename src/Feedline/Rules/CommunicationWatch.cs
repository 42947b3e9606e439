using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>Watches pure communication: the least collective time over the ranks of a step, in which nobody is waited for.</summary>
internal sealed class CommunicationWatch : StepWatch
{
    /// <summary>A rank that ends the collective last in at least this share of the steps is at the slow link.</summary>
    private const double LeastLastShare = 0.2;

    /// <summary>Only if one rank does so in at least this share of the steps does the lateness mean anything.</summary>
    private const double TopLastShare = 0.5;

    /// <summary>Sending so much more than the typical rank, again and again the same bytes, is a collapse of throughput.</summary>
    private const double CollapseExcess = 0.25;

    /// <summary>How fast the usual end of a rank relative to its peers is followed: clocks drift, but slowly.</summary>
    private const double OffsetGain = 1.0 / 32;

    private const int Kept = 256;

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
    private double[] _sent = [];
    private int[] _last = [];
    private int _beforeCount;
    private int _beforeNext;
    private double _seconds;

    /// <summary>The columns that the watch reads.</summary>
    public static IReadOnlyList<StepColumn> Columns { get; } =
    [
        StepColumns.Collective, StepColumns.CollectiveEnd, StepColumns.Retransmits, StepColumns.BytesSent, StepColumns.Compute,
        StepColumns.Checkpoint, StepColumns.Evaluation,
    ];

    public Episode Episode => _episode;

    public int Steps { get; private set; }

    /// <summary>True when the throughput has collapsed by sending the same bytes again: incast rather than jitter.</summary>
    public bool IsCollapse { get; private set; }

    /// <summary>Places of the ranks at the slow link; empty when it is the fabric as a whole or cannot be told.</summary>
    public List<int> SlowSlots { get; } = [];

    /// <summary>The share of steps in which the first of <see cref="SlowSlots"/> ended the collective last.</summary>
    public double LastShare { get; private set; }

    /// <summary>Place of the rank that sent most segments again; -1 when none did.</summary>
    public int RetransmitSlot { get; private set; } = -1;

    /// <summary>Segments that rank sent again, a second.</summary>
    public double RetransmitRate { get; private set; }

    /// <summary>By how much more than the typical rank the busiest sender sent, as a share; NaN where bytes are not measured.</summary>
    public double SentExcess { get; private set; } = double.NaN;

    public double NormalPure => _pure.Median;

    public Spread Before => Spread.Of(_before.AsSpan(0, _beforeCount), _sorted);

    public Spread During => Spread.Of(_during.AsSpan(0, Math.Min(Steps, Kept)), _sorted);

    public void Observe(RuleContext context, JobView job)
    {
        while (TryNext(job, out StepRow row))
            Observe(context, job, row);
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
        Span<double> scratch = context.Scratch((2 * ranks) + 1);
        Span<double> ends = scratch[..ranks];
        job.Values(row.Sequence, StepColumns.CollectiveEnd).CopyTo(ends);
        double typical = RowStatistics.UpperMedian(ends, scratch[ranks..]);
        int last = -1;
        for (int slot = 0; slot < ranks; slot++)
        {
            ends[slot] -= typical;
            if (!double.IsNaN(ends[slot]) && (last < 0 || ends[slot] - _offsets[slot] > ends[last] - _offsets[last]))
                last = slot;
        }

        double compute = RowStatistics.UpperMedian(job.Values(row.Sequence, StepColumns.Compute), scratch[ranks..]);
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

        for (int slot = 0; slot < ranks; slot++)
        {
            if (double.IsNaN(ends[slot]))
                continue;

            // At first the mean, as clocks may be off by seconds; later a single step far off must not move it.
            double limit = Step.IsReady ? LeastScale : double.PositiveInfinity;
            double gain = Math.Max(OffsetGain, 1.0 / ++_offsetSteps[slot]);
            _offsets[slot] += gain * Math.Clamp(ends[slot] - _offsets[slot], -limit, limit);
        }

        if (double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Checkpoint)))
            && double.IsNaN(RowStatistics.Greatest(job.Values(row.Sequence, StepColumns.Evaluation))))
            Step.Learn(row.Seconds);
    }

    private void Reset()
    {
        ResetCompute();
        Steps = 0;
        _seconds = 0;
        SlowSlots.Clear();
        IsCollapse = false;
        RetransmitSlot = -1;
        SentExcess = double.NaN;
        Array.Clear(_lateness);
        Array.Clear(_retransmitted);
        Array.Clear(_sent);
        Array.Clear(_last);
    }

    private void Accumulate(JobView job, in StepRow row, double pure, ReadOnlySpan<double> ends, int last)
    {
        _during[Steps % Kept] = pure;
        Steps++;
        if (last >= 0)
            _last[last]++;

        ReadOnlySpan<double> retransmits = job.Values(row.Sequence, StepColumns.Retransmits);
        ReadOnlySpan<double> sent = job.Values(row.Sequence, StepColumns.BytesSent);
        for (int slot = 0; slot < ends.Length; slot++)
        {
            _lateness[slot] += double.IsNaN(ends[slot]) ? 0 : ends[slot] - _offsets[slot];
            _retransmitted[slot] += double.IsNaN(retransmits[slot]) ? 0 : retransmits[slot];
            _sent[slot] += double.IsNaN(sent[slot]) ? 0 : sent[slot];
        }

        _seconds += row.Seconds;
        if (_episode.IsOpen)
            Judge(job);
    }

    private void Judge(JobView job)
    {
        SlowSlots.Clear();
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
        if (job.Has(StepColumns.BytesSent))
        {
            double busiest = _sent.Max();
            Array.Resize(ref _sentSorted, _sent.Length + 1);
            double typical = RowStatistics.UpperMedian(_sent, _sentSorted);
            SentExcess = typical > 0 ? (busiest / typical) - 1 : double.NaN;
            IsCollapse = SentExcess >= CollapseExcess;
        }
    }

    private double[] _sentSorted = [];

    private void Resize(int ranks)
    {
        _offsets = new double[ranks];
        _offsetSteps = new int[ranks];
        _lateness = new double[ranks];
        _retransmitted = new double[ranks];
        _sent = new double[ranks];
        _last = new int[ranks];
    }
}
