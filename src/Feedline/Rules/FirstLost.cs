namespace Feedline.Rules;

/// <summary>Which worker was lost first, as far as the data tell: by exit codes, by restarts of ranks, or by whose telemetry ended first.</summary>
/// <remarks>
/// When one worker dies the launcher kills the others, within less than the interval in which workers send their telemetry, and
/// what is not yet sent dies with each. That one was heard last a little earlier than another says nothing then: the last signs of
/// life are spread over an interval. One that is earlier by so much more than the others are apart that chance would do it once in
/// a thousand times is named. Of n times spread evenly the first n − 1 gaps are alike: the first exceeds k times the sum of the
/// others with probability (1 + k)^−(n − 2).
/// </remarks>
internal sealed class FirstLost
{
    private const double Chance = 0.001;

    /// <summary>Of many ranks a gap as wide as all others together is asked for all the same: not all spread evenly.</summary>
    private const double LeastRatio = 1;

    /// <summary>A rank is silent after so many times the longest silence that was normal.</summary>
    private const double SilenceFactor = 3;

    /// <summary>Each so many rows it is looked at how far apart clocks are.</summary>
    private const int ClockRows = 16;

    /// <summary>A rank that was not heard for so long while steps went on had left before, or its telemetry had.</summary>
    private const double GoneSeconds = 10;
    private const double GoneSteps = 30;

    private const double ByExitCode = 0.95;
    private const double ByRestart = 0.9;
    private const double ByTelemetry = 0.7;

    private double[] _offsets = [];
    private double[] _heard = [];
    private long[] _last = [];
    private bool[] _isPresent = [];
    private double _silence;
    private double _ages;
    private long _namedAt;
    private bool _isOver;

    /// <summary>Places of the ranks that were lost first; empty where that is not known.</summary>
    public List<int> Slots { get; } = [];

    /// <summary>What tells.</summary>
    public string Why { get; private set; } = "";

    public double Confidence { get; private set; }

    /// <summary>Learns how far a rank's clock is from its peers', by when they leave the collective.</summary>
    public void LearnClocks(RuleContext context, JobView job, in StepRow row)
    {
        Resize(job);
        if (row.Sequence % ClockRows != 0)
            return;

        ReadOnlySpan<double> ends = job.Values(row.Sequence, StepColumns.CollectiveEnd);
        double typical = RowStatistics.UpperMedian(ends, context.Scratch(ends.Length + 1));
        for (int slot = 0; slot < ends.Length; slot++)
        {
            if (!double.IsNaN(ends[slot]))
                _offsets[slot] = ends[slot] - typical;
        }
    }

    /// <summary>Notes who is heard while the job goes on, and who was heard last when it does not.</summary>
    /// <param name="context">The evaluation.</param>
    /// <param name="job">The job.</param>
    /// <param name="moved">Whether a step has ended since the last look.</param>
    /// <param name="step">The length of a normal step in seconds; NaN while it is not known.</param>
    public void Listen(RuleContext context, JobView job, bool moved, double step)
    {
        Resize(job);
        if (moved)
        {
            // At the look before nobody was lost yet: the job went on since.
            _silence = Math.Max(_silence, _ages);
            _ages = 0;
        }

        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        bool anyHeard = false;
        for (int slot = 0; slot < ranks.Length; slot++)
        {
            long heard = ranks[slot].HeartbeatUnixNanoseconds;
            anyHeard |= heard != _last[slot];
            if (moved && heard != long.MinValue)
            {
                double age = UnixTime.ToSeconds(context.NowUnixNanoseconds - heard);
                _isPresent[slot] = age <= Math.Max(GoneSeconds, GoneSteps * step);
                _ages = _isPresent[slot] && heard != _last[slot] ? Math.Max(_ages, age) : _ages;
            }

            if (moved || !_isOver)
                _last[slot] = heard;
        }

        // Once none was heard, whoever is heard again is of the next attempt.
        _isOver = !moved && (_isOver || !anyHeard);
    }

    /// <summary>A rank was restarted.</summary>
    public void Restarted(JobView job, int rank)
    {
        if (Confidence > ByRestart)
            return;

        if (Confidence < ByRestart)
            Slots.Clear();

        for (int slot = 0; slot < job.Ranks.Length; slot++)
        {
            if (job.Ranks[slot].Rank == rank && !Slots.Contains(slot))
                Slots.Add(slot);
        }

        (Why, Confidence) = ("was restarted", ByRestart);
    }

    /// <summary>Says who was lost first, of a loss that is under way.</summary>
    public void Judge(RuleContext context, JobView job, long since)
    {
        if (Confidence < ByExitCode)
            ReadExitCodes(context, job, since);

        if (Confidence < ByRestart)
            ReadTelemetry(context, job);

        // All of them, or most, is none.
        if (Slots.Count > Math.Max(1, job.Ranks.Length / 2))
            Forget();
    }

    public void Forget()
    {
        Slots.Clear();
        Why = "";
        Confidence = 0;
    }

    private void ReadExitCodes(RuleContext context, JobView job, long since)
    {
        long first = long.MaxValue;
        foreach (SeriesKey series in context.Series(SignalNames.SchedulerWorkerExitCode))
        {
            if (!RuleHelp.IsOf(series, job) || series.Rank is not { } rank)
                continue;

            SampleWindow window = context.Window(series, WindowSpec.After(since));
            for (int i = 0; i < window.Count; i++)
            {
                if (window.Values[i] == 0 || window.UnixNanoseconds[i] > first)
                    continue;

                if (window.UnixNanoseconds[i] < first)
                    Slots.Clear();

                first = window.UnixNanoseconds[i];
                int slot = SlotOf(job, rank);
                if (slot >= 0 && !Slots.Contains(slot))
                    Slots.Add(slot);

                (Why, Confidence) = (RuleHelp.ExitCode(window.Values[i]), ByExitCode);
                break;
            }
        }
    }

    private void ReadTelemetry(RuleContext context, JobView job)
    {
        // Who was named stays so, until it is heard again.
        if (Slots.Count > 0 && _last[Slots[0]] == _namedAt)
            return;

        Forget();
        if (!job.Has(StepColumns.CollectiveEnd))
            return;

        int first = -1;
        int count = 0;
        double second = double.PositiveInfinity;
        double last = double.NegativeInfinity;
        double step = double.NegativeInfinity;
        for (int slot = 0; slot < _last.Length; slot++)
        {
            if (!_isPresent[slot])
                continue;

            count++;
            _heard[slot] = UnixTime.ToSeconds(_last[slot] - context.NowUnixNanoseconds) - _offsets[slot];
            step = Math.Max(step, UnixTime.ToSeconds(job.Ranks[slot].StepUnixNanoseconds - context.NowUnixNanoseconds) - _offsets[slot]);
            last = Math.Max(last, _heard[slot]);
            if (first < 0 || _heard[slot] < _heard[first])
                (first, second) = (slot, first < 0 ? second : _heard[first]);
            else
                second = Math.Min(second, _heard[slot]);
        }

        if (count < 3)
            return;

        // When the last step ended it still lived, heard or not.
        double gap = second - Math.Max(_heard[first], step);
        double ratio = Math.Max(LeastRatio, Math.Pow(1 / Chance, 1.0 / (count - 2)) - 1);
        if (!(gap > Math.Max(SilenceFactor * _silence, ratio * (last - second + _silence))))
            return;

        Slots.Add(first);
        _namedAt = _last[first];
        (Why, Confidence) = ("fell silent before the others", ByTelemetry);
    }

    private static int SlotOf(JobView job, int rank)
    {
        for (int slot = 0; slot < job.Ranks.Length; slot++)
        {
            if (job.Ranks[slot].Rank == rank)
                return slot;
        }

        return -1;
    }

    private void Resize(JobView job)
    {
        int ranks = job.Ranks.Length;
        if (_last.Length == ranks)
            return;

        _offsets = new double[ranks];
        _heard = new double[ranks];
        _last = new long[ranks];
        _isPresent = new bool[ranks];
        Array.Fill(_last, long.MinValue);
        Forget();
    }
}
