namespace Feedline.Rules;

/// <summary>Whether two keys are used alike: as often, for as many tokens, of the same models.</summary>
internal static class KeyProfile
{
    /// <summary>Rates, and tokens a request, may differ by such a factor: few requests say no more.</summary>
    private const double MostRatio = 3;

    /// <summary>Such a share of the requests may be of other models.</summary>
    private const double MostMoved = 0.5;

    /// <summary>The square of how much the use of one and the same workload changes by itself: a quarter.</summary>
    private const double OwnSpread = 0.06;

    /// <summary>The key's share of all requests while it was in use.</summary>
    public static double ShareOfTraffic(KeyUse key) => key.Requests / Math.Max(key.Requests, key.TrafficAtLast - key.TrafficAtFirst);

    public static bool AreAlike(KeyUse left, KeyUse right)
    {
        // Real traffic comes and goes: as often by the clock, or as often beside all others.
        bool isRateAlike = IsNear(Rate(left), Rate(right)) || IsNear(ShareOfTraffic(left), ShareOfTraffic(right));
        bool isSizeAlike = left.TotalTokens <= 0 || right.TotalTokens <= 0 || IsNear(left.TotalTokens / left.Requests, right.TotalTokens / right.Requests);
        return isRateAlike && isSizeAlike && Moved(left, right) <= MostMoved;
    }

    /// <summary>How far apart the rates and the tokens a request are, in squares of what chance and real traffic make of them.</summary>
    public static double Distance(KeyUse left, KeyUse right)
    {
        double chance = (1 / left.Requests) + (1 / right.Requests) + OwnSpread;
        double rate = Square(Rate(left) / Rate(right));
        double share = Square(ShareOfTraffic(left) / ShareOfTraffic(right));
        double size = left.TotalTokens > 0 && right.TotalTokens > 0 ? Square(left.TotalTokens / left.Requests * right.Requests / right.TotalTokens) : 0;
        return (Math.Min(rate, share) + size) / chance;
    }

    private static double Square(double ratio) => Math.Log(ratio) * Math.Log(ratio);

    private static double Rate(KeyUse key) => (key.Requests - 1) / UnixTime.ToSeconds(key.Last - key.First);

    private static bool IsNear(double left, double right) => left <= MostRatio * right && right <= MostRatio * left;

    // How much of one mix of models would have to be moved to make the other.
    private static double Moved(KeyUse left, KeyUse right)
    {
        double same = 0;
        foreach (PairUse pair in left.Pairs)
        {
            PairUse? other = right.Pairs.Find(candidate => candidate.Model == pair.Model);
            same += Math.Min(pair.Requests / left.Requests, other is null ? 0 : other.Requests / right.Requests);
        }

        return 1 - same;
    }
}
