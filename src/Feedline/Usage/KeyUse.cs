namespace Feedline;

/// <summary>How one API key is used: since when, how regularly, after which silence, and who is known to stand behind it.</summary>
internal sealed class KeyUse(string name)
{
    /// <summary>Of so many arrivals the spacing is looked at.</summary>
    private const int ArrivalsKept = 33;

    /// <summary>Fewer tell nothing about regularity.</summary>
    private const int LeastArrivals = 25;

    /// <summary>Fewer have no typical spacing.</summary>
    private const int LeastGaps = 4;

    /// <summary>So many of those looked at have to be new: one more says no more.</summary>
    private const int ArrivalsBetween = 4;

    /// <summary>Spread of the spacing, as a share of its median, up to which it is a machine's.</summary>
    private const double MachineSpread = 0.1;

    /// <summary>Such a share of the spacings has to lie within a fifth of the median.</summary>
    private const double MachineShare = 0.75;

    /// <summary>Variance over mean of the requests a second, up to which many a second are a machine's; 1 for requests that come by chance.</summary>
    private const double MachineDispersion = 0.2;

    /// <summary>A silence is long when it is so many times as long as the longest before it.</summary>
    private const double SilenceFactor = 4;

    /// <summary>And takes such a share of the log up to then.</summary>
    private const double SilenceShare = 0.2;

    /// <summary>Use after a silence is sudden when so many requests come within a quarter of its length.</summary>
    private const int SuddenRequests = 16;

    private readonly List<(long Time, double Count)> _new = [];
    private readonly long[] _times = new long[ArrivalsKept];
    private readonly double[] _counts = new double[ArrivalsKept];
    private int _arrivals;
    private int _judged;
    private double _longestGap;
    private double _candidateSilence;
    private double _sinceCandidate;
    private long _candidateStart;

    public Minutes Tokens;
    public Minutes RequestsByMinute;
    public Minutes RefusedByMinute;

    public string Name => name;

    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public double Requests { get; private set; }

    public double TotalTokens { get; set; }

    public bool KnowsOwner { get; private set; }

    public string Owner { get; private set; } = "";

    public bool KnowsDeployment { get; private set; }

    public string Deployment { get; private set; } = "";

    /// <summary>Since when it has been in use: the first request, or the first after the last long silence.</summary>
    public long ActiveSince { get; private set; } = long.MaxValue;

    /// <summary>When a use began of which it is not yet known whether it is sudden; else the same as <see cref="ActiveSince"/>.</summary>
    public long UsedSince => _candidateSilence > 0 ? _candidateStart : ActiveSince;

    /// <summary>The silence before its present use in seconds; 0 when there was none that is out of the ordinary.</summary>
    public double Silence { get; private set; }

    /// <summary>The typical time between two seconds with requests; NaN with fewer than four of them.</summary>
    public double TypicalGap { get; private set; } = double.NaN;

    /// <summary>How uneven the requests are: about 1 where they come by chance, 0 by the clock; NaN where it is not known.</summary>
    public double Unevenness { get; private set; } = double.NaN;

    /// <summary>Whether requests come as regularly as only a machine sends them.</summary>
    public bool IsMachine { get; private set; }

    /// <summary>True when its requests come with their own times, as from a log; else with those of an exporter, which is always regular.</summary>
    public bool HasRequestTimes { get; set; }

    /// <summary>Takes in what the key is known to belong to.</summary>
    public void Describe(SeriesKey info)
    {
        HasRequestTimes = true;
        DescribeOwner(info);
        if (info.TryGetDimension(DimensionKeys.Deployment, out Dimension deployment))
        {
            KnowsDeployment = true;
            Deployment = deployment.Text.Length > 0 ? deployment.Text : Deployment;
        }

        if (info.TryGetDimension(DimensionKeys.Pod, out Dimension pod))
        {
            KnowsDeployment = true;
            Deployment = Deployment.Length == 0 && pod.Text.Length > 0 ? DeploymentOf(pod.Text) : Deployment;
        }
    }

    /// <summary>Takes in who the key belongs to, as a series says it.</summary>
    public void DescribeOwner(SeriesKey info)
    {
        if (info.TryGetDimension(DimensionKeys.InferenceKeyOwner, out Dimension owner))
        {
            KnowsOwner = true;
            Owner = owner.Text.Length > 0 ? owner.Text : Owner;
        }
    }

    /// <summary>Whether it has been used since rules last asked.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Adds requests, in any order.</summary>
    /// <returns>True for the first since it was settled.</returns>
    public bool Add(long time, double requests)
    {
        _new.Add((time, requests));
        return _new.Count == 1;
    }

    /// <summary>Takes in, in the order of their times, what was added since the last call.</summary>
    /// <param name="logStart">When the log began.</param>
    public void Settle(long logStart)
    {
        _new.Sort(static (left, right) => left.Time.CompareTo(right.Time));
        foreach ((long time, double count) in _new)
            Arrive(time, count, logStart);

        _new.Clear();
        Judge();
    }

    private void Arrive(long time, double count, long logStart)
    {
        Requests += count;
        RequestsByMinute.Add(time, count);
        if (time <= Last)
        {
            // Other series of the same second.
            if (_arrivals > 0)
                _counts[(_arrivals - 1) % ArrivalsKept] += count;

            _sinceCandidate += count;
            return;
        }

        if (Last == long.MinValue)
        {
            First = ActiveSince = time;
        }
        else
        {
            double gap = UnixTime.ToSeconds(time - Last);
            if (gap >= SilenceFactor * _longestGap && gap >= SilenceShare * UnixTime.ToSeconds(time - logStart) && gap > SuddenRequests)
            {
                _candidateSilence = gap;
                _candidateStart = time;
                _sinceCandidate = 0;
                _arrivals = 0;
                _judged = 0;
            }

            _longestGap = Math.Max(_longestGap, gap);
        }

        _sinceCandidate += count;
        if (_candidateSilence > 0 && _sinceCandidate >= SuddenRequests)
        {
            if (UnixTime.ToSeconds(time - _candidateStart) <= _candidateSilence / 4)
            {
                Silence = _candidateSilence;
                ActiveSince = _candidateStart;
            }

            _candidateSilence = 0;
        }

        Last = time;
        _times[_arrivals % ArrivalsKept] = time;
        _counts[_arrivals % ArrivalsKept] = count;
        _arrivals++;
    }

    // Over the youngest arrivals: how far apart, and how evenly.
    private void Judge()
    {
        int count = Math.Min(_arrivals, ArrivalsKept);
        if (count < LeastGaps || (count == ArrivalsKept && _arrivals - _judged < ArrivalsBetween))
            return;

        _judged = _arrivals;

        Span<double> gaps = stackalloc double[ArrivalsKept];
        gaps = gaps[..(count - 1)];
        double single = 0;
        for (int i = 0; i < gaps.Length; i++)
        {
            int later = (_arrivals - 1 - i) % ArrivalsKept;
            gaps[i] = UnixTime.ToSeconds(_times[later] - _times[(_arrivals - 2 - i) % ArrivalsKept]);
            single += _counts[later] == 1 ? 1 : 0;
        }

        Span<double> scratch = stackalloc double[ArrivalsKept];
        gaps.CopyTo(scratch);
        double typical = Signals.Median.InPlace(scratch[..gaps.Length]);
        TypicalGap = typical;
        if (count < LeastArrivals || !HasRequestTimes)
            return;

        // Where a second holds several requests, how far apart they are is not known: only how many came each second.
        IsMachine = single >= MachineShare * gaps.Length ? HasEvenGaps(gaps, typical, scratch) : HasEvenCounts(count);
    }

    private bool HasEvenGaps(ReadOnlySpan<double> gaps, double typical, Span<double> scratch)
    {
        int near = 0;
        for (int i = 0; i < gaps.Length; i++)
        {
            scratch[i] = Math.Abs(gaps[i] - typical);
            near += scratch[i] <= typical / 5 ? 1 : 0;
        }

        double spread = 1.4826 * Signals.Median.InPlace(scratch[..gaps.Length]);
        Unevenness = typical > 0 ? spread / typical : 0;
        return Unevenness <= MachineSpread && near >= MachineShare * gaps.Length;
    }

    private bool HasEvenCounts(int count)
    {
        long first = _times[(_arrivals - count) % ArrivalsKept] / UnixTime.NanosecondsPerSecond;
        double seconds = (Last / UnixTime.NanosecondsPerSecond) - first + 1;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++)
        {
            sum += _counts[i];
            squares += _counts[i] * _counts[i];
        }

        double mean = sum / seconds;
        Unevenness = ((squares / seconds) - (mean * mean)) / mean;
        return mean >= 1 && Unevenness <= MachineDispersion;
    }

    // A pod is called after what it belongs to, with one or two random parts behind: chat-7d9c5b8f6-x2x7k, db-0.
    private static string DeploymentOf(string pod)
    {
        string[] parts = pod.Split('-');
        int keep = parts.Length;
        while (keep > 1 && parts.Length - keep < 2 && (parts[keep - 1].Any(char.IsAsciiDigit) || (parts[keep - 1].Length == 5 && parts.Length > 2)))
            keep--;

        return string.Join('-', parts[..keep]);
    }
}
