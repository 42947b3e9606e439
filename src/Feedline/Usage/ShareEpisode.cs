namespace Feedline;

/// <summary>Tells from counts when the share of bad requests has risen: a sequential likelihood-ratio test (Page 1954), run anew from zero.</summary>
/// <remarks>
/// Each request speaks for the normal share or for one at least four times as high. The normal share is learned from the run itself, and
/// only from stretches that turned out to be normal. An episode is over when the same test, the other way round, says so, or when
/// nothing bad has come for a while.
/// </remarks>
internal sealed class ShareEpisode
{
    /// <summary>The least normal share: below it a handful of bad requests in a day would be news.</summary>
    private const double LeastShare = 0.005;

    /// <summary>How much higher than normal a share has to be to speak for an episode.</summary>
    private const double Rise = 4;

    /// <summary>And at least so high.</summary>
    private const double LeastRisen = 0.05;

    /// <summary>Log likelihood ratio at which an episode opens, and at which it is over.</summary>
    private const double OpenAt = 12;

    /// <summary>Quiet for so long, in seconds, before an episode is over: a quota that is filled up each minute gives short quiet times.</summary>
    private const double QuietSeconds = 120;

    /// <summary>And for so many of the gaps between bad requests.</summary>
    private const double QuietGaps = 8;

    private const double PriorRequests = 200;

    private double _sum;
    private double _back;
    private long _backStart;
    private long _endCandidate;
    private long _lastBad = long.MinValue;
    private double _normalRequests;
    private double _normalBad;
    private double _waitingRequests;
    private double _waitingBad;
    private long _candidateStart;

    public bool IsOpen { get; private set; }

    /// <summary>True from the first bad request that may belong to an episode.</summary>
    public bool IsWatching => IsOpen || _sum > 0;

    /// <summary>When the first bad request of the episode came.</summary>
    public long Start { get; private set; }

    /// <summary>When the last one came.</summary>
    public long End { get; private set; }

    /// <summary>Requests since the episode began.</summary>
    public double Requests { get; private set; }

    /// <summary>Bad ones among them.</summary>
    public double Bad { get; private set; }

    public double Share => Requests > 0 ? Bad / Requests : 0;

    /// <summary>The share that is normal here.</summary>
    public double NormalShare => (_normalBad + (PriorRequests * LeastShare)) / (_normalRequests + PriorRequests);

    /// <summary>Takes in what came since the last call.</summary>
    /// <param name="requests">All requests.</param>
    /// <param name="bad">The bad ones among them.</param>
    /// <param name="firstBad">When the first bad one came.</param>
    /// <param name="lastBad">When the last bad one came.</param>
    /// <param name="now">The time of the evaluation.</param>
    public void Observe(double requests, double bad, long firstBad, long lastBad, long now)
    {
        double normal = Math.Clamp(NormalShare, LeastShare, 0.2);
        double risen = Math.Clamp(Rise * normal, LeastRisen, 0.9);
        double ratio = (bad * Math.Log(risen / normal)) + ((requests - bad) * Math.Log((1 - risen) / (1 - normal)));
        if (!IsOpen)
        {
            Watch(requests, bad, firstBad, lastBad, ratio);
        }
        else
        {
            Follow(requests, bad, lastBad, now, ratio);
        }
    }

    private void Watch(double requests, double bad, long firstBad, long lastBad, double ratio)
    {
        if (_sum == 0)
        {
            (Requests, Bad) = (0, 0);
            _candidateStart = firstBad;
        }

        _sum = Math.Max(0, _sum + ratio);
        _waitingRequests += requests;
        _waitingBad += bad;
        Requests += requests;
        Bad += bad;
        if (bad > 0)
            _lastBad = lastBad;

        if (_sum == 0)
        {
            _normalRequests += _waitingRequests;
            _normalBad += _waitingBad;
            (_waitingRequests, _waitingBad) = (0, 0);
        }
        else if (_sum >= OpenAt)
        {
            IsOpen = true;
            Start = _candidateStart;
            End = _lastBad;
            (_back, _waitingRequests, _waitingBad) = (0, 0, 0);
            _endCandidate = _lastBad;
            _backStart = _lastBad;
        }
    }

    private void Follow(double requests, double bad, long lastBad, long now, double ratio)
    {
        if (bad > 0)
            _lastBad = lastBad;

        _back = Math.Max(0, _back - ratio);
        if (_back == 0)
        {
            _backStart = now;
            _endCandidate = _lastBad;
        }

        Requests += requests;
        Bad += bad;
        // A bad request now and then, after all that speaks for the end, is none of the episode's.
        End = Math.Max(Start, _endCandidate);
        double gap = Bad > 1 ? UnixTime.ToSeconds(End - Start) / (Bad - 1) : 0;
        double quiet = Math.Max(QuietSeconds, QuietGaps * gap);
        bool isHealthy = _back >= OpenAt && UnixTime.ToSeconds(now - _backStart) >= QuietSeconds;
        if (isHealthy || UnixTime.ToSeconds(now - _lastBad) >= quiet)
        {
            IsOpen = false;
            _sum = 0;
        }
    }
}
