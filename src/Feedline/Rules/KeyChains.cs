namespace Feedline.Rules;

/// <summary>Finds, without knowing deployments, keys of which each takes the place of the one before: as one falls silent, one like it appears.</summary>
/// <remarks>Keys come and go in any log: what counts is how often so many would follow one another by chance.</remarks>
internal sealed class KeyChains
{
    /// <summary>A key that was used less follows nobody, and nobody follows it.</summary>
    private const int LeastRequests = 8;

    /// <summary>A restart takes at most so long, in seconds, or <see cref="HandoverGaps"/> of the key's own gaps,</summary>
    private const double HandoverSeconds = 120;

    private const double HandoverGaps = 5;

    /// <summary>or, while hardly anybody asks, the time in which the old key would have made so many requests,</summary>
    private const double HandoverRequests = 3;

    /// <summary>but never longer than this.</summary>
    private const double LongestHandoverSeconds = 600;

    /// <summary>Silent, or new, is a key that would have made so many requests at its share of the traffic,</summary>
    private const double MissedRequests = 6;

    /// <summary>and by its own gaps,</summary>
    private const double SilentGaps = 10;

    /// <summary>and for so many seconds.</summary>
    private const double SilentSeconds = 30;

    /// <summary>So many requests of a key that had fallen silent, and it had not.</summary>
    private const double ReturnedRequests = 3;

    private readonly List<KeyUse> _keys = [];
    private readonly HashSet<KeyUse> _known = [];
    private readonly HashSet<KeyUse> _settled = [];
    private readonly HashSet<KeyUse> _newcomers = [];
    private readonly Dictionary<KeyUse, (KeyLink Link, double Requests)> _byOld = [];
    private readonly Dictionary<KeyUse, KeyLink> _byNew = [];

    /// <summary>Keys of an owner that were first used in the middle of the log.</summary>
    public int Newcomers(string owner) => _newcomers.Count(key => key.Owner == owner);

    /// <summary>Counts the changes of links.</summary>
    public int Version { get; private set; }

    /// <summary>Whether the key was first used in the middle of the log.</summary>
    public bool IsNewcomer(KeyUse key) => _newcomers.Contains(key);

    /// <summary>Looks at a key that has just been used.</summary>
    /// <param name="key">The key.</param>
    /// <param name="logStart">When the log began.</param>
    /// <param name="traffic">All requests up to now.</param>
    public void Observe(KeyUse key, long logStart, double traffic)
    {
        if (key.Deployment.Length > 0 || key.Requests < LeastRequests || double.IsNaN(key.Rhythm.TypicalGap))
            return;

        if (_known.Add(key))
            _keys.Add(key);

        // It is back: then nobody has taken its place, and the other may have followed one that is gone.
        if (_byOld.TryGetValue(key, out (KeyLink Link, double Requests) left) && key.Requests >= left.Requests + ReturnedRequests && !IsInChain(key))
        {
            _byOld.Remove(key);
            _byNew.Remove(left.Link.New);
            _settled.Remove(left.Link.New);
            Version++;
        }

        if (_settled.Contains(key))
            return;

        if (!IsNew(key, logStart))
        {
            _settled.Add(key);
        }
        else if (TryMatch(key, logStart, traffic, out KeyLink? link))
        {
            _settled.Add(key);
            _newcomers.Add(key);
            Version++;
            if (link is not null)
            {
                _byOld.Add(link.Old, (link, link.Old.Requests));
                _byNew.Add(link.New, link);
            }
        }
    }

    /// <summary>All chains of two links and more.</summary>
    public List<KeyChain> All()
    {
        var chains = new List<KeyChain>();
        foreach (KeyUse head in _keys)
        {
            if (_byNew.ContainsKey(head) || !_byOld.TryGetValue(head, out (KeyLink Link, double Requests) next))
                continue;

            var links = new List<KeyLink> { next.Link };
            while (_byOld.TryGetValue(links[^1].New, out next))
                links.Add(next.Link);

            if (links.Count > 1)
                chains.Add(new KeyChain(links));
        }

        return chains;
    }

    private bool IsInChain(KeyUse old) => _byNew.ContainsKey(old) || _byOld.ContainsKey(_byOld[old].Link.New);

    // Long enough after the log began that it would have been used by then, had it been there.
    private static bool IsNew(KeyUse key, long logStart) =>
        UnixTime.ToSeconds(key.First - logStart) >= Math.Max(SilentSeconds, SilentGaps * key.Rhythm.TypicalGap)
        && KeyProfile.ShareOfTraffic(key) * key.TrafficAtFirst >= MissedRequests;

    private static bool IsSilent(KeyUse key, long now, double traffic) =>
        UnixTime.ToSeconds(now - key.Last) >= Math.Max(SilentSeconds, SilentGaps * key.Rhythm.TypicalGap)
        && KeyProfile.ShareOfTraffic(key) * (traffic - key.TrafficAtLast) >= MissedRequests;

    // Of those like it that fell silent about when it appeared the one that is nearest, in time and in its use. False while one may still turn out to have fallen silent.
    private bool TryMatch(KeyUse key, long logStart, double traffic, out KeyLink? link)
    {
        link = null;
        KeyUse? nearest = null;
        double distance = double.PositiveInfinity;
        double least = double.PositiveInfinity;
        foreach (KeyUse old in _keys)
        {
            double between = Math.Abs(UnixTime.ToSeconds(key.First - old.Last));
            if (!IsHandover(old, key, between) || !MayFollow(old, key) || _byOld.ContainsKey(old))
                continue;

            if (!IsSilent(old, key.Last, traffic))
                return false;

            double cost = (between / (SilentSeconds + old.Rhythm.TypicalGap + key.Rhythm.TypicalGap)) + (KeyProfile.Distance(old, key) / 2);
            if (cost < least)
                (nearest, distance, least) = (old, between, cost);
        }

        if (nearest is not null)
            link = new KeyLink(nearest, key, Chance(nearest, key, distance, Silent(key, traffic), logStart, traffic));

        return true;
    }

    private static bool MayFollow(KeyUse old, KeyUse key) => old != key && old.First < key.First && old.Owner == key.Owner && KeyProfile.AreAlike(old, key);

    // All that could have been taken for its predecessor, had they fallen silent at another time.
    private int Silent(KeyUse key, double traffic)
    {
        int silent = 0;
        foreach (KeyUse old in _keys)
            silent += IsSilent(old, key.Last, traffic) && MayFollow(old, key) ? 1 : 0;

        return silent;
    }

    private static bool IsHandover(KeyUse old, KeyUse key, double between)
    {
        double missed = KeyProfile.ShareOfTraffic(old) * (key.TrafficAtFirst - old.TrafficAtLast);
        return between <= MostSeconds(old) || (between <= LongestHandoverSeconds && missed >= 0 && missed <= HandoverRequests);
    }

    // Keys that fall silent at any time do so within this distance of the key's first request, on either side of it, as often as the
    // distance is part of the log: of its time, or of its requests where hardly anybody asked.
    private static double Chance(KeyUse old, KeyUse key, double between, int silent, long logStart, double traffic)
    {
        bool isByTime = between <= MostSeconds(old);
        double near = isByTime
            ? Math.Max(between, Math.Max(old.Rhythm.TypicalGap, key.Rhythm.TypicalGap)) / UnixTime.ToSeconds(key.Last - logStart)
            : Math.Max(key.TrafficAtFirst - old.TrafficAtLast, 1 / KeyProfile.ShareOfTraffic(old)) / traffic;
        return Math.Min(1, 2 * silent * near);
    }

    private static double MostSeconds(KeyUse old) => Math.Min(LongestHandoverSeconds, Math.Max(HandoverSeconds, HandoverGaps * old.Rhythm.TypicalGap));
}
