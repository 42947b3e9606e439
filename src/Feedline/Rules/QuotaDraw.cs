namespace Feedline.Rules;

/// <summary>Who draws the quota of a model while it refuses requests, and who only suffers.</summary>
internal readonly struct QuotaDraw
{
    /// <summary>The key that draws it, or null when no single one does.</summary>
    public PairUse? Culprit { get; private init; }

    /// <summary>Its share of what was used.</summary>
    public double Share { get; private init; }

    /// <summary>Its tokens a minute now, and before.</summary>
    public double Rate { get; private init; }

    public double RateBefore { get; private init; }

    /// <summary>Whether use was counted in tokens; else in requests.</summary>
    public bool ByTokens { get; private init; }

    /// <summary>True when it alone is refused: the limit is its own.</summary>
    public bool IsOwnLimit { get; private init; }

    /// <summary>Of the requests it is about, what share is refused: of all, or of the key's at a limit of its own.</summary>
    public double RefusedShare { get; private init; }

    /// <summary>Keys that are refused although their use has not grown.</summary>
    public IReadOnlyList<PairUse> Victims { get; private init; }

    public static QuotaDraw Of(ModelUse model, long logStart, double culpritShare, double leastGrowth, double ownLimitShare, double othersRequests)
    {
        ShareEpisode episode = model.Refusals;
        // Use is counted from up to two minutes before the first refusal: that is what filled the quota.
        double before = Math.Max(1, UnixTime.ToSeconds(episode.Start - logStart) - 60);
        double during = UnixTime.ToSeconds(episode.End - episode.Start) + 60;
        bool byTokens = model.Pairs.Exists(pair => pair.TotalTokens > pair.TokensBefore);
        double used = 0;
        double grown = 0;
        double refused = 0;
        double requests = 0;
        PairUse? most = null;
        PairUse? mostGrown = null;
        foreach (PairUse pair in model.Pairs)
        {
            used += Used(pair, byTokens);
            grown += Growth(pair, byTokens, before, during);
            refused += pair.Refused - pair.RefusedBefore;
            requests += pair.Requests - pair.RequestsBefore;
            most = most is null || Used(pair, byTokens) > Used(most, byTokens) ? pair : most;
            mostGrown = mostGrown is null || Growth(pair, byTokens, before, during) > Growth(mostGrown, byTokens, before, during) ? pair : mostGrown;
        }

        PairUse? culprit = grown > leastGrowth * used && Growth(mostGrown!, byTokens, before, during) >= culpritShare * grown ? mostGrown
            : most is not null && Used(most, byTokens) >= culpritShare * used ? most
            : null;
        bool isOwn = false;
        foreach (PairUse pair in model.Pairs)
        {
            double own = pair.Refused - pair.RefusedBefore;
            if (own >= ownLimitShare * refused && requests - (pair.Requests - pair.RequestsBefore) >= othersRequests)
            {
                culprit = pair;
                isOwn = true;
            }
        }

        double overall = refused / Math.Max(1, requests);
        return new QuotaDraw
        {
            Culprit = culprit,
            Share = culprit is null || used <= 0 ? 0 : Used(culprit, byTokens) / used,
            Rate = culprit is null ? 0 : 60 * Used(culprit, byTokens) / during,
            RateBefore = culprit is null ? 0 : 60 * Before(culprit, byTokens) / before,
            ByTokens = byTokens,
            IsOwnLimit = isOwn,
            RefusedShare = isOwn ? (culprit!.Refused - culprit.RefusedBefore) / Math.Max(1, culprit.Requests - culprit.RequestsBefore) : episode.Share,
            Victims = isOwn ? [] :
            [
                .. model.Pairs.Where(pair => pair != culprit && pair.Refused - pair.RefusedBefore > 0
                    && pair.Refused - pair.RefusedBefore >= overall / 2 * (pair.Requests - pair.RequestsBefore)
                    && Growth(pair, byTokens, before, during) <= leastGrowth * used / Math.Max(1, model.Pairs.Count))
                    .OrderByDescending(pair => pair.Refused - pair.RefusedBefore).ThenBy(pair => pair.Key.Name, StringComparer.Ordinal),
            ],
        };
    }

    private static double Used(PairUse pair, bool byTokens) =>
        byTokens ? pair.TotalTokens - pair.TokensBefore : pair.Requests - pair.RequestsBefore;

    private static double Before(PairUse pair, bool byTokens) => byTokens ? pair.TokensBefore : pair.RequestsBefore;

    // What it used beyond what it would have at its own earlier rate.
    private static double Growth(PairUse pair, bool byTokens, double before, double during) =>
        Math.Max(0, Used(pair, byTokens) - (Before(pair, byTokens) * during / before));
}
