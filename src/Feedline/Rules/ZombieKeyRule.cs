using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Feedline.Rules;

/// <summary>FL7002: a key that nobody minds is used.</summary>
internal sealed class ZombieKeyRule : IDiagnosticRule
{
    /// <summary>A key with fewer requests since it came into use is not judged.</summary>
    private const int LeastRequests = 20;

    /// <summary>Where more than this share of the keys has no owner, or no deployment, having none says nothing.</summary>
    private const double MostUnknown = 0.5;

    /// <summary>Signs it takes for a warning: one alone is worth knowing at most.</summary>
    private const int LeastSigns = 2;

    /// <summary>And where somebody is known to own the key.</summary>
    private const int LeastSignsOwned = 3;

    /// <summary>A key drains the quota that takes such a share of all tokens over ten minutes,</summary>
    private const double DrainShare = 0.3;

    /// <summary>while such a share of the others' requests is refused.</summary>
    private const double RefusedShare = 0.05;

    private const int DrainMinutes = 10;

    /// <summary>Requests of a key after another took its place, from which on it counts as used.</summary>
    private const double ReusedRequests = 8;

    /// <summary>A key has fallen silent after so many of its own gaps, or seconds if that is longer.</summary>
    private const double QuietGaps = 10;

    private const double QuietSeconds = 300;

    /// <summary>Handovers from key to key in one deployment that are worth knowing, and those that are worth a warning.</summary>
    private const int LeastHandovers = 2;

    private const int WarningHandovers = 3;

    public RuleDescriptor Descriptor { get; } = new(
        "FL7002", "Zombie key", FailureMode.ZombieKey, Layer.InferenceApi, FindingSeverity.Warning)
    {
        HelpLink = RuleHelp.Link("FL7002"),
        RequiredSignals = [SignalNames.InferenceRequests],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            if (job is not JobSteps { HasInference: true })
                continue;

            State state = context.State(job, static () => new State());
            if (state.Watch.Update(context, job))
            {
                foreach (KeyUse key in state.Watch.Used)
                    Judge(context, job, state, key);
            }

            Report(context, job, state);
        }
    }

    private static void Judge(RuleContext context, JobView job, State state, KeyUse key)
    {
        if (!UsageWatch.IsRealKey(key))
            return;

        state.Families.Observe(key, job.FirstUnixNanoseconds);
        double active = key.RequestsByMinute.Sum(context.NowUnixNanoseconds, Minutes.Kept);
        if (Math.Max(active, key.Requests) < LeastRequests)
            return;

        if (!state.Suspects.TryGetValue(key, out Suspect? suspect))
            state.Suspects.Add(key, suspect = new Suspect(key));

        if (suspect.Since != key.ActiveSince)
        {
            // In use anew: what was seen before the silence does not count.
            suspect.Since = key.ActiveSince;
            suspect.Signs = KeySigns.None;
            suspect.Share = 0;
        }

        KeySigns lasting = suspect.Signs & (KeySigns.MachineCadence | KeySigns.DrainsQuota);
        suspect.Signs = lasting | Signs(context.NowUnixNanoseconds, state, suspect);
    }

    private static KeySigns Signs(long now, State state, Suspect suspect)
    {
        KeyUse key = suspect.Key;
        KeySigns signs = KeySigns.None;
        if (key.Owner.Length == 0 && state.TellsOwners)
            signs |= KeySigns.NoOwner;
        if (key.Deployment.Length == 0 && state.TellsDeployments)
            signs |= KeySigns.NoDeployment;
        if (key.IsMachine)
            signs |= KeySigns.MachineCadence;
        if (key.Silence > 0)
            signs |= KeySigns.LongSilence;
        if (state.Families.Of(key)?.RequestsAfterHandover(key) >= ReusedRequests)
            signs |= KeySigns.Superseded;

        double tokens = state.Watch.Tokens.Sum(now, DrainMinutes);
        double share = tokens > 0 ? key.Tokens.Sum(now, DrainMinutes) / tokens : 0;
        double others = state.Watch.Requests.Sum(now, DrainMinutes) - key.RequestsByMinute.Sum(now, DrainMinutes);
        double refused = state.Watch.Refused.Sum(now, DrainMinutes) - key.RefusedByMinute.Sum(now, DrainMinutes);
        suspect.Share = Math.Max(suspect.Share, share);
        if (share >= DrainShare && others >= LeastRequests && refused >= RefusedShare * others)
            signs |= KeySigns.DrainsQuota;

        return signs;
    }

    private static void Report(RuleContext context, JobView job, State state)
    {
        state.UpdateInventory();
        foreach (Suspect suspect in state.Suspects.Values)
        {
            KeyUse key = suspect.Key;
            double quiet = Math.Max(QuietSeconds, QuietGaps * (double.IsNaN(key.TypicalGap) ? 0 : key.TypicalGap));
            if (UnixTime.ToSeconds(context.NowUnixNanoseconds - key.Last) < quiet && SeverityOf(state, suspect) is { } severity)
                context.Report(suspect.Draft(job, state, severity));
        }

        foreach (KeyFamily family in state.Families.All)
        {
            if (family.Handovers.Count >= LeastHandovers
                && UnixTime.ToSeconds(context.NowUnixNanoseconds - family.Handovers[^1].New.Last) < QuietSeconds)
                context.Report(Draft(job, family));
        }
    }

    /// <summary>How much it matters; null when the key is none of this rule's business.</summary>
    private static FindingSeverity? SeverityOf(State state, Suspect suspect)
    {
        // A known workload may be as regular as it likes; and whoever only uses much is a matter of rate limits.
        const KeySigns Orphan = KeySigns.NoOwner | KeySigns.NoDeployment | KeySigns.LongSilence | KeySigns.Superseded;
        KeySigns signs = suspect.Signs;
        KeyUse key = suspect.Key;
        if ((signs & Orphan) == 0)
            return null;

        bool isOwned = key.Owner.Length > 0;
        bool isMinded = isOwned && key.Deployment.Length > 0 && (signs & KeySigns.Superseded) == 0;
        int count = BitOperations.PopCount((uint)signs);
        if (isMinded)
            return null;

        if (count < (isOwned && (signs & KeySigns.Superseded) == 0 ? LeastSignsOwned : LeastSigns))
            return isOwned ? null : FindingSeverity.Info;

        return (signs & KeySigns.DrainsQuota) != 0 ? FindingSeverity.Error : FindingSeverity.Warning;
    }

    private static FindingDraft Draft(JobView job, KeyFamily family)
    {
        int left = family.Handovers.Count;
        bool isMany = left >= WarningHandovers;
        return new FindingDraft
        {
            Job = job.Job,
            Message = $"{family.Deployment} comes with a new key at each restart: {RuleHelp.Count(left, "key")} were left behind, and may still be valid.",
            StartUnixNanoseconds = family.Handovers[0].New.First,
            EndUnixNanoseconds = Math.Max(family.Handovers[0].New.First, family.Handovers[^1].New.Last),
            Discriminator = $"family:{family.Deployment}",
            Subjects = [.. family.Handovers.Take(16).Select(handover => new Subject { Key = handover.Old.Name })],
            Severity = isMany ? FindingSeverity.Warning : FindingSeverity.Info,
            Confidence = isMany ? 0.85 : 0.6,
            Evidence = [new Evidence("keys that fell silent as the next one appeared", left, 0, "{key}")],
            Mitigations =
            [
                new Mitigation(MitigationKind.RevokeKey, "Revoke the keys left behind, and let a key end with its pod: short-lived, or revoked when the pod stops."),
                new Mitigation(MitigationKind.Reconfigure, "Give the deployment one identity instead of a key a pod."),
            ],
        };
    }

    /// <summary>What speaks for a key that nobody minds.</summary>
    [Flags]
    private enum KeySigns
    {
        None = 0,

        /// <summary>The log says who owns keys, and nobody owns this one.</summary>
        NoOwner = 1,

        /// <summary>The log says what runs with keys, and nothing runs with this one.</summary>
        NoDeployment = 2,

        /// <summary>Requests come as regularly as only a machine sends them.</summary>
        MachineCadence = 4,

        /// <summary>Suddenly in use after a long silence.</summary>
        LongSilence = 8,

        /// <summary>Another key had taken its place.</summary>
        Superseded = 16,

        /// <summary>It takes a great share of the tokens while others are refused.</summary>
        DrainsQuota = 32,
    }

    private sealed class State
    {
        private int _keysCounted = -1;
        private int _tick;

        public UsageWatch Watch { get; } = new();

        public KeyFamilies Families { get; } = new();

        public OrderedDictionary<KeyUse, Suspect> Suspects { get; } = [];

        /// <summary>Whether the log says of most keys who owns them.</summary>
        public bool TellsOwners { get; private set; }

        /// <summary>Whether the log says of most keys what runs with them.</summary>
        public bool TellsDeployments { get; private set; }

        public bool KnowsOwners { get; private set; }

        public bool KnowsDeployments { get; private set; }

        /// <summary>Counts anew now and then, and when keys have come.</summary>
        public void UpdateInventory()
        {
            if (_keysCounted == Watch.Keys.Count && ++_tick % 16 != 0)
                return;

            _keysCounted = Watch.Keys.Count;
            int keys = 0;
            int owned = 0;
            int deployed = 0;
            KnowsOwners = KnowsDeployments = false;
            foreach (KeyUse key in Watch.Keys)
            {
                if (!UsageWatch.IsRealKey(key) || key.Requests == 0)
                    continue;

                keys++;
                owned += key.Owner.Length > 0 ? 1 : 0;
                deployed += key.Deployment.Length > 0 ? 1 : 0;
                KnowsOwners |= key.KnowsOwner;
                KnowsDeployments |= key.KnowsDeployment;
            }

            TellsOwners = KnowsOwners && keys - owned <= MostUnknown * keys;
            TellsDeployments = KnowsDeployments && keys - deployed <= MostUnknown * keys;
        }
    }

    /// <summary>A key that is used enough to be judged.</summary>
    private sealed class Suspect(KeyUse key)
    {
        private FindingDraft? _draft;
        private (KeySigns Signs, long Last, FindingSeverity Severity) _draftOf;

        public KeyUse Key => key;

        public KeySigns Signs { get; set; }

        public double Share { get; set; }

        public long Since { get; set; } = long.MinValue;

        /// <summary>The draft as things stand; made anew only when they have changed.</summary>
        public FindingDraft Draft(JobView job, State state, FindingSeverity severity)
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
                Evidence = Evidences(state),
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

        /// <summary>Signs are taken for independent: each leaves its share of the doubt.</summary>
        private double Confidence()
        {
            double doubt = 1;
            doubt *= Has(KeySigns.NoOwner) ? 0.5 : 1;
            doubt *= Has(KeySigns.NoDeployment) ? 0.6 : 1;
            doubt *= Has(KeySigns.MachineCadence) ? 0.6 : 1;
            doubt *= Has(KeySigns.LongSilence) ? 0.5 : 1;
            doubt *= Has(KeySigns.Superseded) ? 0.3 : 1;
            doubt *= Has(KeySigns.DrainsQuota) ? 0.6 : 1;
            return Math.Min(0.99, 1 - doubt);
        }

        private ImmutableArray<Evidence> Evidences(State state)
        {
            var evidence = ImmutableArray.CreateBuilder<Evidence>();
            evidence.Add(new Evidence("signs of a key that nobody minds", BitOperations.PopCount((uint)Signs), 0, "{sign}"));
            if (Has(KeySigns.LongSilence))
                evidence.Add(new Evidence("silence before its use", key.Silence, 0, "s"));
            if (Has(KeySigns.MachineCadence))
                evidence.Add(new Evidence("unevenness of its requests", key.Unevenness, 1, "1"));
            if (Share > 0)
                evidence.Add(new Evidence("greatest share of all tokens over ten minutes", Share, 1.0 / Math.Max(1, state.Watch.Keys.Count), "1"));
            return evidence.ToImmutable();
        }
    }
}
