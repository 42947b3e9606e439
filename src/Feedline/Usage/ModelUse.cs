namespace Feedline;

/// <summary>What all keys together asked of one model: mostly that is what shares a quota.</summary>
internal sealed class ModelUse(string name)
{
    private const int LatenciesKept = 256;

    private readonly double[] _normal = new double[LatenciesKept];
    private readonly double[] _during = new double[LatenciesKept];
    private long _normals;
    private long _durings;

    public Minutes Tokens;

    public string Name => name;

    public List<PairUse> Pairs { get; } = [];

    public ShareEpisode Refusals { get; } = new();

    public ShareEpisode Timeouts { get; } = new();

    /// <summary>Tokens a minute at which the gateway began to refuse, learned from the last episode; NaN before.</summary>
    public double LearnedLimit { get; set; } = double.NaN;

    /// <summary>Tokens of the fuller of the two minutes before the first refusal of the episode.</summary>
    public double TokensAtStart { get; set; }

    // What came since the rule of rate limits last looked.
    public double Requests { get; set; }

    public Bad Refused;

    public Bad TimedOut;

    /// <summary>What came up to now has been looked at.</summary>
    public void ForgetNew()
    {
        Requests = 0;
        Refused = default;
        TimedOut = default;
    }

    public void AddLatency(double seconds)
    {
        if (Timeouts.IsWatching || Refusals.IsOpen)
            _during[_durings++ % LatenciesKept] = seconds;
        else
            _normal[_normals++ % LatenciesKept] = seconds;
    }

    public void ForgetLatenciesDuring() => _durings = 0;

    /// <summary>The 95th percentile of the latencies in normal times, and during the episode; NaN with fewer than twenty.</summary>
    public (double Normal, double During) Tails() => (Tail(_normal, _normals), Tail(_during, _durings));

    private static double Tail(double[] ring, long count)
    {
        if (count < 20)
            return double.NaN;

        double[] values = ring[..(int)Math.Min(count, LatenciesKept)];
        return Signals.Quantile.InPlace(values.AsSpan(), 0.95);
    }

    /// <summary>Bad requests since the last evaluation.</summary>
    internal struct Bad
    {
        public double Count;
        public long First;
        public long Last;

        public void Add(long time, double count)
        {
            First = Count == 0 ? time : Math.Min(First, time);
            Last = Count == 0 ? time : Math.Max(Last, time);
            Count += count;
        }
    }
}
