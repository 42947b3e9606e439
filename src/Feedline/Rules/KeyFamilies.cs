namespace Feedline.Rules;

/// <summary>Finds keys that one deployment makes anew at each restart: one appears as another falls silent, again and again.</summary>
internal sealed class KeyFamilies
{
    /// <summary>A key that was used less is no predecessor of anything.</summary>
    private const int LeastRequests = 8;

    /// <summary>A restart takes at most so long, in seconds, or <see cref="HandoverGaps"/> of the key's own gaps.</summary>
    private const double HandoverSeconds = 120;

    private const double HandoverGaps = 5;

    /// <summary>A predecessor has to have been silent for so many of its own gaps, and half a minute.</summary>
    private const double SilentGaps = 10;

    private const double SilentSeconds = 30;

    /// <summary>A key that was there in so many of its own gaps after the log began was there before it.</summary>
    private const double NewGaps = 10;

    private readonly Dictionary<string, KeyFamily> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<KeyUse, KeyFamily> _byKey = [];

    public List<KeyFamily> All { get; } = [];

    /// <summary>Looks at a key that has just been used.</summary>
    public void Observe(KeyUse key, long logStart)
    {
        if (!_byKey.TryGetValue(key, out KeyFamily? family))
        {
            if (key.Deployment.Length == 0)
                return;

            family = Family(key);
            family.Keys.Add(key);
            _byKey.Add(key, family);
        }

        if (!family.IsSettled(key) && key.Requests >= LeastRequests && !double.IsNaN(key.Rhythm.TypicalGap))
            Match(family, key, logStart);

        foreach (Handover handover in family.Handovers)
        {
            if (handover.Old == key && key.Last > handover.Since && handover.RequestsThen < key.Requests)
                handover.RequestsSince = key.Requests - handover.RequestsThen;
        }
    }

    public KeyFamily? Of(KeyUse key) => _byKey.GetValueOrDefault(key);

    private KeyFamily Family(KeyUse key)
    {
        string name = $"{key.Deployment}\n{key.Owner}";
        if (!_byName.TryGetValue(name, out KeyFamily? family))
        {
            family = new KeyFamily(key.Deployment);
            _byName.Add(name, family);
            All.Add(family);
        }

        return family;
    }

    // The one that fell silent last before the key appeared, and that nobody has followed yet.
    private static void Match(KeyFamily family, KeyUse key, long logStart)
    {
        if (UnixTime.ToSeconds(key.First - logStart) < NewGaps * key.Rhythm.TypicalGap)
        {
            family.Settle(key);
            return;
        }

        KeyUse? old = null;
        bool mayStillCome = false;
        foreach (KeyUse candidate in family.Keys)
        {
            if (candidate == key || candidate.First >= key.First || candidate.Requests < LeastRequests || double.IsNaN(candidate.Rhythm.TypicalGap)
                || family.Handovers.Exists(handover => handover.Old == candidate))
                continue;

            double handover = Math.Max(HandoverSeconds, HandoverGaps * candidate.Rhythm.TypicalGap);
            double between = UnixTime.ToSeconds(key.First - candidate.Last);
            if (between < -handover || between > handover)
                continue;

            mayStillCome = true;
            double silent = UnixTime.ToSeconds(key.Last - candidate.Last);
            if (silent >= Math.Max(SilentSeconds, SilentGaps * candidate.Rhythm.TypicalGap) && (old is null || candidate.Last > old.Last))
                old = candidate;
        }

        if (old is not null)
        {
            family.Handovers.Add(new Handover(old, key, key.Last, old.Requests));
            family.Settle(key);
        }
        else if (!mayStillCome)
        {
            family.Settle(key);
        }
    }
}
