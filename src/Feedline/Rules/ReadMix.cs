namespace Feedline.Rules;

/// <summary>What the reads of one stretch of time were like: how many, how many from a cache, and what each kind took.</summary>
internal readonly record struct ReadMix(int Cached, double CachedSeconds, int Cold, double ColdSeconds)
{
    public int Count => Cached + Cold;

    /// <summary>The share of the reads that a cache served.</summary>
    public double HitShare => (double)Cached / Count;

    /// <summary>The share of the time in reads that went into cold ones.</summary>
    public double ColdTimeShare => CachedSeconds + ColdSeconds > 0 ? ColdSeconds / (CachedSeconds + ColdSeconds) : 0;

    public double Mean => (CachedSeconds + ColdSeconds) / Count;

    public double CachedMean => Cached > 0 ? CachedSeconds / Cached : double.NaN;

    public double ColdMean => Cold > 0 ? ColdSeconds / Cold : double.NaN;

    public static ReadMix operator +(ReadMix left, ReadMix right) => new(
        left.Cached + right.Cached,
        left.CachedSeconds + right.CachedSeconds,
        left.Cold + right.Cold,
        left.ColdSeconds + right.ColdSeconds);

    /// <summary>Counts reads by whether they took longer than the logarithm of a time.</summary>
    public static ReadMix Of(ReadOnlySpan<double> seconds, double threshold)
    {
        int cached = 0, cold = 0;
        double cachedSeconds = 0, coldSeconds = 0;
        foreach (double value in seconds)
        {
            if (Math.Log(value) <= threshold)
            {
                cached++;
                cachedSeconds += value;
            }
            else
            {
                cold++;
                coldSeconds += value;
            }
        }

        return new ReadMix(cached, cachedSeconds, cold, coldSeconds);
    }
}
