namespace Feedline.Rules;

/// <summary>FL7002: a key that nobody minds is used.</summary>
internal sealed class ZombieKeyRule : IDiagnosticRule
{
    /// <summary>A key with fewer requests is judged by its silence and its cadence only.</summary>
    private const int LeastRequests = 20;

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

    /// <summary>Handovers from key to key in one deployment that are worth knowing.</summary>
    private const int LeastHandovers = 2;

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
            if (job is not JobSteps { Usage: { HasRequests: true } usage })
                continue;

            ZombieWatch watch = context.State(job, static () => new ZombieWatch());
            usage.TakeUsed(watch.Used);
            if (watch.Used.Count > 0)
            {
                var all = AllUse.Of(usage, context.NowUnixNanoseconds);
                foreach (KeyUse key in watch.Used)
                    Judge(context.NowUnixNanoseconds, job, watch, key, all);
            }

            Report(context, job, usage, watch);
        }
    }

    private static void Judge(long now, JobView job, ZombieWatch watch, KeyUse key, in AllUse all)
    {
        if (!UsageWatch.IsRealKey(key))
            return;

        watch.Families.Observe(key, job.FirstUnixNanoseconds);
        watch.Chains.Observe(key, job.FirstUnixNanoseconds, all.Traffic);
        if (key.Requests < LeastRequests && key.Silence.Seconds == 0 && !key.Rhythm.IsMachine)
            return;

        if (!watch.Suspects.TryGetValue(key, out ZombieSuspect? suspect))
            watch.Suspects.Add(key, suspect = new ZombieSuspect(key));

        if (suspect.Since != key.Silence.ActiveSince)
        {
            // In use anew: what was seen before the silence does not count.
            suspect.Since = key.Silence.ActiveSince;
            suspect.Signs = KeySigns.None;
            suspect.Share = 0;
        }

        const KeySigns Lasting = KeySigns.MachineCadence | KeySigns.NewCadence | KeySigns.DrainsQuota | KeySigns.UsedOtherwise;
        suspect.Signs = (suspect.Signs & Lasting) | Signs(now, watch, suspect, all);
    }

    private static KeySigns Signs(long now, ZombieWatch watch, ZombieSuspect suspect, in AllUse all)
    {
        KeyUse key = suspect.Key;
        KeySigns signs = UseSigns.Of(key, watch);
        if (key.Owner.Length == 0 && watch.TellsOwners)
            signs |= KeySigns.NoOwner;
        if (key.Deployment.Length == 0 && watch.TellsDeployments)
            signs |= KeySigns.NoDeployment;
        if (watch.Families.Of(key)?.RequestsAfterHandover(key) >= ReusedRequests)
            signs |= KeySigns.Superseded;

        double share = all.Tokens > 0 ? key.Tokens.Sum(now, DrainMinutes) / all.Tokens : 0;
        suspect.Share = Math.Max(suspect.Share, share);
        if (share >= DrainShare && all.Refused > 0)
        {
            double others = all.Requests - key.RequestsByMinute.Sum(now, DrainMinutes);
            double refused = all.Refused - key.RefusedByMinute.Sum(now, DrainMinutes);
            if (others >= LeastRequests && refused >= RefusedShare * others)
                signs |= KeySigns.DrainsQuota;
        }

        return signs;
    }

    private static void Report(RuleContext context, JobView job, UsageWatch usage, ZombieWatch watch)
    {
        watch.UpdateInventory(usage);
        foreach (ZombieSuspect suspect in watch.Suspects.Values)
        {
            KeyUse key = suspect.Key;
            double quiet = Math.Max(QuietSeconds, QuietGaps * (double.IsNaN(key.Rhythm.TypicalGap) ? 0 : key.Rhythm.TypicalGap));
            if (UnixTime.ToSeconds(context.NowUnixNanoseconds - key.Last) < quiet
                && (UnknownOwner.Is(key, watch) ? UnknownOwner.SeverityOf(suspect.Signs, watch) : KnownOwner.SeverityOf(key, suspect.Signs)) is { } severity)
                context.Report(suspect.Draft(job, watch, usage.Keys.Count, severity));
        }

        foreach (KeyFamily family in watch.Families.All)
        {
            if (family.Handovers.Count >= LeastHandovers && IsInUse(context, family.Handovers[^1].New))
                context.Report(family.Latest(job.Job, RestartFindings.Of));
        }

        foreach ((KeyChain chain, double expected) in watch.SelectChains())
        {
            if (IsInUse(context, chain.Last))
                context.Report(chain.Draft(job.Job, expected, watch.KnowsDeployments));
        }
    }

    private static bool IsInUse(RuleContext context, KeyUse key) => UnixTime.ToSeconds(context.NowUnixNanoseconds - key.Last) < QuietSeconds;

    /// <summary>What all keys together used over the minutes in which a drain is looked for, and all their requests.</summary>
    private readonly record struct AllUse(double Tokens, double Requests, double Refused, double Traffic)
    {
        public static AllUse Of(UsageWatch usage, long now) =>
            new(usage.Tokens.Sum(now, DrainMinutes), usage.Requests.Sum(now, DrainMinutes), usage.Refused.Sum(now, DrainMinutes), usage.Traffic);
    }
}
