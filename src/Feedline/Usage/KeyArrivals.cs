namespace Feedline;

/// <summary>The last arrivals of a key: when, and how many requests came at once.</summary>
internal sealed class KeyArrivals
{
    /// <summary>How many are kept.</summary>
    public const int Kept = 33;

    private readonly long[] _times = new long[Kept];
    private readonly double[] _counts = new double[Kept];
    private int _judged;

    /// <summary>All arrivals since it was cleared, those that are no longer kept too.</summary>
    public int Total { get; private set; }

    public int Count => Math.Min(Total, Kept);

    /// <summary>Arrivals since they were last looked at.</summary>
    public int New => Total - _judged;

    public long First => _times[(Total - Count) % Kept];

    public long Last => _times[(Total - 1) % Kept];

    public void Add(long time, double count)
    {
        _times[Total % Kept] = time;
        _counts[Total % Kept] = count;
        Total++;
    }

    /// <summary>Further requests of the last arrival.</summary>
    public void AddToLast(double count)
    {
        if (Total > 0)
            _counts[(Total - 1) % Kept] += count;
    }

    public void Clear() => Total = _judged = 0;

    public void SetJudged() => _judged = Total;

    /// <summary>The spacings, the youngest first.</summary>
    /// <param name="gaps">Where to; as long as there are spacings.</param>
    /// <param name="counts">How many requests came at the end of each; as long as that, or empty where it does not matter.</param>
    public void Gaps(Span<double> gaps, Span<double> counts = default)
    {
        for (int i = 0; i < gaps.Length; i++)
        {
            int later = (Total - 1 - i) % Kept;
            gaps[i] = UnixTime.ToSeconds(_times[later] - _times[(Total - 2 - i) % Kept]);
            if (i < counts.Length)
                counts[i] = _counts[later];
        }
    }
}
