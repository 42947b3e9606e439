namespace Feedline.Rules;

/// <summary>The keys that one deployment has used, and which of them followed which.</summary>
internal sealed class KeyFamily(string deployment)
{
    private readonly HashSet<KeyUse> _settled = [];
    private FindingDraft? _draft;
    private (int Handovers, long Last) _draftOf;

    public string Deployment => deployment;

    public List<KeyUse> Keys { get; } = [];

    public List<Handover> Handovers { get; } = [];

    /// <summary>Whether it is known of a key whether it followed another.</summary>
    public bool IsSettled(KeyUse key) => _settled.Contains(key);

    public void Settle(KeyUse key) => _settled.Add(key);

    /// <summary>The draft as things stand; made anew only when they have changed.</summary>
    public FindingDraft Latest(string job, Func<string, KeyFamily, FindingDraft> make)
    {
        (int, long) now = (Handovers.Count, Handovers[^1].New.Last);
        if (_draft is null || _draftOf != now)
            (_draft, _draftOf) = (make(job, this), now);

        return _draft;
    }

    /// <summary>Requests of a key after another had taken its place; 0 for a key that has no follower.</summary>
    public double RequestsAfterHandover(KeyUse key)
    {
        foreach (Handover handover in Handovers)
        {
            if (handover.Old == key)
                return handover.RequestsSince;
        }

        return 0;
    }
}
