using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>When the use of a model will reach its quota, by a robust line through the last ten minutes (Theil–Sen).</summary>
internal readonly record struct QuotaForecast(KeyUse? Key, bool ByTokens, double Use, double Limit, double Slope, double Minutes)
{
    /// <summary>So many whole minutes make a trend.</summary>
    private const int Points = 10;

    /// <summary>A quota that is further away than this, in minutes, is not worth a word.</summary>
    private const double Horizon = 10;

    /// <summary>Use below this share of the quota has room enough, whatever its trend.</summary>
    private const double LeastUse = 0.5;

    /// <summary>Such a share of the minutes has to be higher than the one before it.</summary>
    private const double LeastRises = 0.6;

    public const int ScratchLength = (Points * (Points - 1) / 2) + (2 * Points);

    /// <summary>The forecast for a model whose limit is known, or for a key with a limit of its own; null when there is none to make.</summary>
    public static QuotaForecast? Of(ModelUse model, long now, Span<double> scratch)
    {
        foreach (PairUse pair in model.Pairs)
        {
            if (!double.IsNaN(pair.TokenLimit) && Of(ref pair.Tokens, pair.TokenLimit, now, scratch) is { } forecast)
                return forecast with { Key = pair.Key };

            if (!double.IsNaN(pair.RequestLimit) && Of(ref pair.Asked, pair.RequestLimit, now, scratch) is { } asked)
                return asked with { Key = pair.Key, ByTokens = false };
        }

        return double.IsNaN(model.LearnedLimit) ? null : Of(ref model.Tokens, model.LearnedLimit, now, scratch);
    }

    private static QuotaForecast? Of(ref Minutes minutes, double limit, long now, Span<double> scratch)
    {
        Span<double> times = scratch[..Points];
        Span<double> values = scratch.Slice(Points, Points);
        int rises = 0;
        for (int i = 0; i < Points; i++)
        {
            times[i] = i;
            values[i] = minutes.At(now, Points - i); // the running minute is not whole
            rises += i > 0 && values[i] > values[i - 1] ? 1 : 0;
        }

        double use = values[Points - 1];
        if (values.Contains(0) || use < LeastUse * limit || use >= limit || rises < LeastRises * (Points - 1))
            return null;

        RobustLine line = TheilSen.Fit(times, values, scratch[(2 * Points)..]);
        double left = (limit - use) / line.Slope;
        return line.Slope > 0 && left <= Horizon ? new QuotaForecast(null, true, use, limit, line.Slope, left) : null;
    }
}
