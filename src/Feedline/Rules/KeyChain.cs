namespace Feedline.Rules;

/// <summary>Keys of which each took the place of the one before.</summary>
internal sealed class KeyChain(List<KeyLink> links)
{
    /// <summary>A restart that is worth a warning is one of at least two, none of which could be a rotation: a key lives less than a day.</summary>
    public const double RotationSeconds = 86_400;

    /// <summary>A chain that comes up by chance more often than this in logs with so many new keys is none.</summary>
    private const double MostExpected = 0.01;

    private FindingDraft? _draft;

    public IReadOnlyList<KeyLink> Links => links;

    public KeyUse First => links[0].Old;

    public KeyUse Last => links[^1].New;

    /// <summary>Whether keys live so short that none of them was replaced by the calendar.</summary>
    public bool IsNoRotation { get; } = links.TrueForAll(link => UnixTime.ToSeconds(link.Old.Last - link.Old.First) < RotationSeconds);

    /// <summary>The draft as things stand; made anew only when they have changed.</summary>
    public FindingDraft Draft(string job, double expected, bool knowsDeployments)
    {
        if (_draft is null || _draft.EndUnixNanoseconds != Last.Last)
            _draft = RestartFindings.Of(job, this, expected, knowsDeployments);

        return _draft;
    }

    /// <summary>How many chains of this length come up by chance, where so many keys are new, each of which may begin one.</summary>
    public double Expected(int newcomers) => newcomers * links.Aggregate(1.0, (chance, link) => chance * link.Chance);

    /// <summary>Of the chains of one owner, or of all keys of which none is known, those that are not by chance: alone, or together, as where several pods restart at once.</summary>
    public static IEnumerable<(KeyChain Chain, double Expected)> Select(IReadOnlyCollection<KeyChain> chains, int newcomers)
    {
        int linked = chains.Sum(static chain => chain.Links.Count);
        double together = Choose(newcomers, linked) * chains.SelectMany(static chain => chain.Links).Aggregate(1.0, static (chance, link) => chance * link.Chance);
        return chains.Select(chain => (Chain: chain, Expected: Math.Min(together, chain.Expected(newcomers))))
            .Where(static one => one.Expected <= MostExpected && one.Chain.IsNoRotation);
    }

    // How many ways there are to take some of all: so many sets of links were possible.
    private static double Choose(int all, int some)
    {
        double ways = 1;
        for (int i = 0; i < Math.Min(some, all - some); i++)
            ways *= (double)(all - i) / (i + 1);

        return ways;
    }
}
