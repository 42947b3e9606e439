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
            Message = $"Key {key.Name} {string.Join(", ", Words())}{(severity == FindingSeverity.Info ? "; that alone may be in order" : "")}.",
            StartUnixNanoseconds = key.UsedSince,
            EndUnixNanoseconds = key.Last,
            Discriminator = $"key:{key.Name}",
            Subjects = [new Subject { Key = key.Name }],
            Severity = severity,
            Confidence = Confidence(),
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
            yield return string.Create(CultureInfo.InvariantCulture, $"is suddenly in use after a silence of {RuleHelp.Time(key.Silence)}");
        if (Has(KeySigns.MachineCadence))
            yield return $"asks with the regularity of a machine, every {RuleHelp.Time(key.TypicalGap)}";
        if (Has(KeySigns.DrainsQuota))
            yield return $"takes {RuleHelp.Share(Share)} of the tokens while others are refused";
    }

    /// <summary>
    /// Most keys are minded, so one sign says little and two say much: each adds to the log odds what it speaks for a zombie,
    /// as if they were independent.
    /// </summary>
    private double Confidence()
    {
        double odds = -5;
        odds += Has(KeySigns.NoOwner) ? 5 : 0;
        odds += Has(KeySigns.NoDeployment) ? 3.5 : 0;
        odds += Has(KeySigns.MachineCadence) ? 3.5 : 0;
        odds += Has(KeySigns.LongSilence) ? 2.5 : 0;
        odds += Has(KeySigns.Superseded) ? 5.5 : 0;
        odds += Has(KeySigns.DrainsQuota) ? 3.5 : 0;
        return Math.Min(0.95, 1 / (1 + Math.Exp(-odds)));
    }

    private ImmutableArray<Evidence> Evidences(int keys)
    {
        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        evidence.Add(new Evidence("signs of a key that nobody minds", BitOperations.PopCount((uint)Signs), 0, "{sign}"));
        if (Has(KeySigns.LongSilence))
            evidence.Add(new Evidence("silence before its use", key.Silence, 0, "s"));
        if (Has(KeySigns.MachineCadence))
            evidence.Add(new Evidence("unevenness of its requests", key.Unevenness, 1, "1"));
        if (Share > 0)
            evidence.Add(new Evidence("greatest share of all tokens over ten minutes", Share, 1.0 / Math.Max(1, keys), "1"));
        return evidence.ToImmutable();
    }
}
