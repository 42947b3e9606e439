using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Feedline.Rules;

/// <summary>A key that is used enough to be judged.</summary>
internal sealed class ZombieSuspect(KeyUse key)
{
    private FindingDraft? _draft;
    private (KeySigns Signs, long Last, FindingSeverity Severity) _draftOf;

    public KeyUse Key => key;

    public KeySigns Signs { get; set; }

    public double Share { get; set; }

    public long Since { get; set; } = long.MinValue;

    /// <summary>The draft as things stand; made anew only when they have changed.</summary>
    public FindingDraft Draft(JobView job, ZombieWatch state, int keys, FindingSeverity severity)
    {
        if (_draft is not null && _draftOf == (Signs, key.Last, severity))
            return _draft;

        _draftOf = (Signs, key.Last, severity);
        return _draft = new FindingDraft
        {
            Job = job.Job,
            Message = $"Key {key.Name} {string.Join(", ", Words())}{Doubt(state, severity)}.",
            StartUnixNanoseconds = key.Silence.UsedSince,
            EndUnixNanoseconds = key.Last,
            Discriminator = $"key:{key.Name}",
            Subjects = [new Subject { Key = key.Name }],
            Severity = severity,
            Confidence = UnknownOwner.Is(key, state) ? UnknownOwner.Confidence(Signs) : KnownOwner.Confidence(Signs),
            Evidence = Evidences(keys),
            MissingInputs =
            [
                .. key.HasRequestTimes ? [] : (string[])["times of requests"],
                .. state.KnowsOwners ? [] : (string[])[DimensionKeys.InferenceKeyOwner],
                .. state.KnowsDeployments ? [] : (string[])[DimensionKeys.Deployment],
            ],
            Mitigations =
            [
                new Mitigation(MitigationKind.RevokeKey, "Quarantine the key: let the gateway refuse it until somebody answers for it, then revoke it."),
                new Mitigation(MitigationKind.Investigate, "Find out what still holds it: look at the addresses its requests come from."),
            ],
        };
    }

    private string Doubt(ZombieWatch state, FindingSeverity severity) =>
        severity == FindingSeverity.Info ? "; that alone may be in order"
        : UnknownOwner.Is(key, state) ? "; the log does not say who minds it: find out" : "";

    private bool Has(KeySigns sign) => (Signs & sign) != 0;

    private IEnumerable<string> Words()
    {
        if (Has(KeySigns.NoOwner))
            yield return "has no owner";
        if (Has(KeySigns.NoDeployment))
            yield return "belongs to no deployment";
        if (Has(KeySigns.Superseded))
            yield return "is used although another key has taken its place";
        if (Has(KeySigns.LongSilence))
            yield return string.Create(CultureInfo.InvariantCulture, $"is suddenly in use after a silence of {RuleHelp.Time(key.Silence.Seconds)}{(Has(KeySigns.UsedOtherwise) ? ", otherwise than before" : "")}");
        if (Has(KeySigns.MachineCadence))
            yield return $"asks with the regularity of a machine, every {RuleHelp.Time(key.Rhythm.Period)}";
        if (Has(KeySigns.DrainsQuota))
            yield return $"takes {RuleHelp.Share(Share)} of the tokens while others are refused";
    }

    private ImmutableArray<Evidence> Evidences(int keys)
    {
        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        evidence.Add(new Evidence("signs of a key that nobody minds", BitOperations.PopCount((uint)(Signs & KeySigns.Signs)), 0, "{sign}"));
        if (Has(KeySigns.LongSilence))
            evidence.Add(new Evidence("silence before its use", key.Silence.Seconds, 0, "s"));
        if (Has(KeySigns.MachineCadence))
            evidence.Add(new Evidence("unevenness of its requests", key.Rhythm.Unevenness, 1, "1"));
        if (Share > 0)
            evidence.Add(new Evidence("greatest share of all tokens over ten minutes", Share, 1.0 / Math.Max(1, keys), "1"));
        return evidence.ToImmutable();
    }
}
