namespace Feedline;

/// <summary>Finds the silence of a key that ends in sudden use, and whether it is used as it was before.</summary>
internal sealed class KeySilence
{
    /// <summary>A silence is long when it is so many times as long as the longest before it.</summary>
    private const double SilenceFactor = 4;

    /// <summary>And takes such a share of the log up to then,</summary>
    private const double SilenceShare = 0.2;

    /// <summary>while the others asked at least so much as they do on average: where nobody asks, this key does not either.</summary>
    private const double TrafficShare = 0.5;

    /// <summary>And lasts so many seconds.</summary>
    private const double LeastSeconds = 300;

    /// <summary>Use after a silence is sudden when so many requests come,</summary>
    private const int SuddenRequests = 6;

    /// <summary>within such a share of its length,</summary>
    private const double SuddenShare = 0.25;

    /// <summary>and by its own rate before, that many, or the silence, had at most this probability.</summary>
    private const double SuddenChance = 1e-4;

    /// <summary>A pause of so many seconds is no use: what lies between two pauses is.</summary>
    private const double PauseSeconds = 300;

    /// <summary>Use lasts when it goes on for so many seconds,</summary>
    private const double LastingSeconds = 600;

    /// <summary>as services ask and people do not: with no gap longer than so many times the longest to expect of as many by chance.</summary>
    private const double SteadyGaps = 2;

    /// <summary>It is another use than before at so many times the rate,</summary>
    private const double OtherRate = 3;

    /// <summary>and so many standard deviations off, by chance,</summary>
    private const double OtherDeviations = 3;

    /// <summary>or for so many times as long as all before,</summary>
    private const double OtherTime = 3;

    /// <summary>if that began in the log: so many of its gaps,</summary>
    private const double BegunGaps = 10;

    /// <summary>and so many seconds, after it.</summary>
    private const double BegunSeconds = 30;

    private double _longestGap;
    private double _requests;
    private (double Gaps, double Seconds, double Longest) _use;
    private (double Gaps, double Seconds) _useBefore;
    private bool _hasBegun;
    private double _candidate;
    private long _candidateStart;
    private double _sinceCandidate;
    private double _requestsBefore;
    private double _secondsBefore;

    /// <summary>The silence before the present use in seconds; 0 when there was none that is out of the ordinary.</summary>
    public double Seconds { get; private set; }

    /// <summary>Since when the key has been in use: the first request, or the first after the last long silence.</summary>
    public long ActiveSince { get; private set; } = long.MaxValue;

    /// <summary>When a use began of which it is not yet known whether it is sudden; else the same as <see cref="ActiveSince"/>.</summary>
    public long UsedSince => _candidate > 0 ? _candidateStart : ActiveSince;

    /// <summary>Whether it is now in lasting use as never before, faster or for longer: whoever comes back from a break goes on as before.</summary>
    public bool IsUsedOtherwise =>
        Seconds > 0 && _candidate == 0 && IsLasting && ((_hasBegun && _use.Seconds >= OtherTime * _useBefore.Seconds) || IsFaster);

    private bool IsLasting =>
        _use.Seconds >= LastingSeconds && _use.Longest <= SteadyGaps * Math.Log(_use.Gaps) * _use.Seconds / _use.Gaps;

    private bool IsFaster
    {
        get
        {
            double ratio = Math.Log(_use.Gaps / _use.Seconds * _useBefore.Seconds / _useBefore.Gaps);
            double deviation = Math.Sqrt((1 / _use.Gaps) + (1 / _useBefore.Gaps));
            return ratio >= Math.Max(Math.Log(OtherRate), OtherDeviations * deviation);
        }
    }

    public void Begin(long time) => ActiveSince = time;

    /// <summary>Takes in a request after others.</summary>
    /// <param name="time">When.</param>
    /// <param name="last">When the one before it came.</param>
    /// <param name="first">When the first one came.</param>
    /// <param name="logStart">When the log began.</param>
    /// <param name="traffic">Share of all requests up to now that came since the one before it; NaN where that is not known.</param>
    /// <returns>Whether a silence ends that may be out of the ordinary.</returns>
    public bool Observe(long time, long last, long first, long logStart, double traffic)
    {
        double gap = UnixTime.ToSeconds(time - last);
        double share = gap / UnixTime.ToSeconds(time - logStart);
        bool isLong = gap >= LeastSeconds && gap >= SilenceFactor * _longestGap && share >= SilenceShare && !(traffic < TrafficShare * share);
        if (isLong)
        {
            _candidate = gap;
            _candidateStart = time;
            _sinceCandidate = 0;
            _requestsBefore = _requests;
            _secondsBefore = UnixTime.ToSeconds(last - first);
            _useBefore = (_useBefore.Gaps + _use.Gaps, _useBefore.Seconds + _use.Seconds);
            _use = default;
            // What was there as the log began may have been in use for long before.
            _hasBegun = UnixTime.ToSeconds(first - logStart) >= Math.Max(BegunSeconds, BegunGaps * _useBefore.Seconds / Math.Max(1, _useBefore.Gaps));
        }
        else
        {
            _use = gap < PauseSeconds ? (_use.Gaps + 1, _use.Seconds + gap, Math.Max(_use.Longest, gap)) : (_use.Gaps, _use.Seconds, Math.Max(_use.Longest, gap));
        }

        _longestGap = Math.Max(_longestGap, gap);
        return isLong;
    }

    /// <summary>Counts requests, and sees whether those since the silence are sudden.</summary>
    public void Count(long time, double requests)
    {
        _requests += requests;
        if (_candidate == 0)
            return;

        _sinceCandidate += requests;
        double since = UnixTime.ToSeconds(time - _candidateStart);
        if (since > SuddenShare * _candidate)
        {
            _candidate = 0;
        }
        else if (_sinceCandidate >= SuddenRequests && IsSudden(since))
        {
            Seconds = _candidate;
            ActiveSince = _candidateStart;
            _candidate = 0;
        }
    }

    // By chance, at a rate that has to be learned from the requests before, no request comes in all of the silence; or, at the rate up
    // to the silence's end, so many come in so short a time: a Poisson tail, bounded by its first term over one minus the ratio of the next.
    private bool IsSudden(double seconds)
    {
        if (_requestsBefore * Math.Log(_secondsBefore / (_secondsBefore + _candidate)) <= Math.Log(SuddenChance))
            return _secondsBefore > 0;

        double expected = (_requestsBefore + 1) / (_secondsBefore + _candidate) * seconds;
        double count = _sinceCandidate - 1;
        if (expected >= count)
            return false;

        double log = (count * Math.Log(expected)) - expected - LogFactorial(count) - Math.Log(1 - (expected / (count + 1)));
        return log <= Math.Log(SuddenChance);
    }

    // Stirling's series; the error is below 1e-4 from 1 on.
    private static double LogFactorial(double count) =>
        ((count + 0.5) * Math.Log(count)) - count + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * count)) - (1 / (360 * count * count * count));
}
