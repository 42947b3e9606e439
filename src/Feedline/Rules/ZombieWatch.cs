namespace Feedline.Rules;

/// <summary>What the rule knows of a job's keys: families, suspects, and what the log tells of keys at all.</summary>
internal sealed class ZombieWatch
{
    /// <summary>Where more than this share of the keys has no owner, or no deployment, having none says nothing.</summary>
    private const double MostUnknown = 0.5;

    /// <summary>Where more than this share of the keys ask like machines, and more than so many, doing so says nothing.</summary>
    private const double CommonMachines = 0.25;

    private const int FewMachines = 3;

    private List<(KeyChain Chain, double Expected)> _chains = [];
    private int _chainsOf;
    private int _keysCounted = -1;
    private int _tick;

    /// <summary>Keys that were used since the last evaluation.</summary>
    public List<KeyUse> Used { get; } = [];

    public KeyFamilies Families { get; } = new();

    public KeyChains Chains { get; } = new();

    public OrderedDictionary<KeyUse, ZombieSuspect> Suspects { get; } = [];

    /// <summary>Whether the log says of most keys who owns them.</summary>
    public bool TellsOwners { get; private set; }

    /// <summary>Whether the log says of most keys what runs with them.</summary>
    public bool TellsDeployments { get; private set; }

    /// <summary>Whether so many keys ask like machines that doing so says nothing.</summary>
    public bool AreMachinesCommon { get; private set; }

    public bool KnowsOwners { get; private set; }

    public bool KnowsDeployments { get; private set; }

    /// <summary>Chains of keys that do not come up by chance.</summary>
    public List<(KeyChain Chain, double Expected)> SelectChains()
    {
        if (_chainsOf != Chains.Version)
        {
            _chainsOf = Chains.Version;
            _chains = [.. Chains.All().GroupBy(static chain => chain.First.Owner).SelectMany(owner => KeyChain.Select([.. owner], Chains.Newcomers(owner.Key)))];
        }

        return _chains;
    }

    /// <summary>Counts anew now and then, and when keys have come.</summary>
    public void UpdateInventory(UsageWatch usage)
    {
        if (_keysCounted == usage.Keys.Count && ++_tick % 16 != 0)
            return;

        _keysCounted = usage.Keys.Count;
        int keys = 0;
        int owned = 0;
        int deployed = 0;
        int machines = 0;
        KnowsOwners = KnowsDeployments = false;
        foreach (KeyUse key in usage.Keys)
        {
            if (!UsageWatch.IsRealKey(key) || key.Requests == 0)
                continue;

            keys++;
            owned += key.Owner.Length > 0 ? 1 : 0;
            deployed += key.Deployment.Length > 0 ? 1 : 0;
            machines += key.Rhythm.IsMachine ? 1 : 0;
            KnowsOwners |= key.KnowsOwner;
            KnowsDeployments |= key.KnowsDeployment;
        }

        AreMachinesCommon = machines > FewMachines && machines > CommonMachines * keys;
        TellsOwners = KnowsOwners && keys - owned <= MostUnknown * keys;
        TellsDeployments = KnowsDeployments && keys - deployed <= MostUnknown * keys;
    }
}
