using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Feedline.Rules;

/// <summary>FL7002: a key that nobody minds is used.</summary>
internal sealed class ZombieKeyRule : IDiagnosticRule
{
    /// <summary>A key with fewer requests is not judged.</summary>
    private const int LeastRequests = 20;

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
        if (key.Requests < LeastRequests)
            return;

        if (!watch.Suspects.TryGetValue(key, out ZombieSuspect? suspect))
            watch.Suspects.Add(key, suspect = new ZombieSuspect(key));

        if (suspect.Since != key.ActiveSince)
        {
            // In use anew: what was seen before the silence does not count.
            suspect.Since = key.ActiveSince;
            suspect.Signs = KeySigns.None;
            suspect.Share = 0;
        }

        KeySigns lasting = suspect.Signs & (KeySigns.MachineCadence | KeySigns.DrainsQuota);
        suspect.Signs = lasting | Signs(now, watch, suspect, all);
    }

    private static KeySigns Signs(long now, ZombieWatch watch, ZombieSuspect suspect, in AllUse all)
    {
        KeyUse key = suspect.Key;
        KeySigns signs = KeySigns.None;
        if (key.Owner.Length == 0 && watch.TellsOwners)
            signs |= KeySigns.NoOwner;
        if (key.Deployment.Length == 0 && watch.TellsDeployments)
            signs |= KeySigns.NoDeployment;
        if (key.IsMachine)
            signs |= KeySigns.MachineCadence;
        if (key.Silence > 0)
            signs |= KeySigns.LongSilence;
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
            double quiet = Math.Max(QuietSeconds, QuietGaps * (double.IsNaN(key.TypicalGap) ? 0 : key.TypicalGap));
            if (UnixTime.ToSeconds(context.NowUnixNanoseconds - key.Last) < quiet && SeverityOf(suspect) is { } severity)
                context.Report(suspect.Draft(job, watch, usage.Keys.Count, severity));
        }

        foreach (KeyFamily family in watch.Families.All)
        {
            if (family.Handovers.Count >= LeastHandovers
                && UnixTime.ToSeconds(context.NowUnixNanoseconds - family.Handovers[^1].New.Last) < QuietSeconds)
                context.Report(family.Latest(job.Job, Draft));
        }
    }

    /// <summary>How much it matters; null when the key is none of this rule's business.</summary>
    private static FindingSeverity? SeverityOf(ZombieSuspect suspect)
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

    private static FindingDraft Draft(string job, KeyFamily family)
    {
        int left = family.Handovers.Count;
        bool isMany = left >= WarningHandovers;
        return new FindingDraft
        {
            Job = job,
            Message = $"{family.Deployment} comes with a new key at each restart: {RuleHelp.Count(left, "key")} were left behind, and may still be valid.",
            StartUnixNanoseconds = family.Handovers[0].New.First,
            EndUnixNanoseconds = Math.Max(family.Handovers[0].New.First, family.Handovers[^1].New.Last),
            Discriminator = $"family:{family.Deployment}",
            Subjects = [.. family.Handovers.Take(16).Select(handover => new Subject { Key = handover.Old.Name })],
            Severity = isMany ? FindingSeverity.Warning : FindingSeverity.Info,
            Confidence = isMany ? 0.95 : 0.6,
            Evidence = [new Evidence("keys that fell silent as the next one appeared", left, 0, "{key}")],
            Mitigations =
            [
                new Mitigation(MitigationKind.RevokeKey, "Revoke the keys left behind, and let a key end with its pod: short-lived, or revoked when the pod stops."),
                new Mitigation(MitigationKind.Reconfigure, "Give the deployment one identity instead of a key a pod."),
            ],
        };
    }

    /// <summary>What all keys together used over the minutes in which a drain is looked for.</summary>
    private readonly record struct AllUse(double Tokens, double Requests, double Refused)
    {
        public static AllUse Of(UsageWatch usage, long now) =>
            new(usage.Tokens.Sum(now, DrainMinutes), usage.Requests.Sum(now, DrainMinutes), usage.Refused.Sum(now, DrainMinutes));
    }
}
