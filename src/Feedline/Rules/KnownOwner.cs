using System.Numerics;

namespace Feedline.Rules;

/// <summary>Judges a key of which the log says whether anybody minds it.</summary>
internal static class KnownOwner
{
    /// <summary>Signs it takes for a warning: one alone is worth knowing at most.</summary>
    private const int LeastSigns = 2;

    /// <summary>And where somebody is known to own the key.</summary>
    private const int LeastSignsOwned = 3;

    /// <summary>How much it matters; null when the key is none of the rule's business.</summary>
    public static FindingSeverity? SeverityOf(KeyUse key, KeySigns signs)
    {
        // A known workload may be as regular as it likes; and whoever only uses much is a matter of rate limits.
        const KeySigns Orphan = KeySigns.NoOwner | KeySigns.NoDeployment | KeySigns.LongSilence | KeySigns.Superseded;
        if ((signs & Orphan) == 0)
            return null;

        bool isOwned = key.Owner.Length > 0;
        bool isMinded = isOwned && key.Deployment.Length > 0 && (signs & KeySigns.Superseded) == 0;
        if (isMinded)
            return null;

        int count = BitOperations.PopCount((uint)(signs & KeySigns.Signs));
        if (count < (isOwned && (signs & KeySigns.Superseded) == 0 ? LeastSignsOwned : LeastSigns))
            return isOwned ? null : FindingSeverity.Info;

        return (signs & KeySigns.DrainsQuota) != 0 ? FindingSeverity.Error : FindingSeverity.Warning;
    }

    /// <summary>
    /// Most keys are minded, so one sign says little and two say much: each adds to the log odds what it speaks for a zombie,
    /// as if they were independent.
    /// </summary>
    public static double Confidence(KeySigns signs)
    {
        double odds = -5;
        odds += (signs & KeySigns.NoOwner) != 0 ? 5 : 0;
        odds += (signs & KeySigns.NoDeployment) != 0 ? 3.5 : 0;
        odds += (signs & KeySigns.MachineCadence) != 0 ? 3.5 : 0;
        odds += (signs & KeySigns.LongSilence) != 0 ? 2.5 : 0;
        odds += (signs & KeySigns.Superseded) != 0 ? 5.5 : 0;
        odds += (signs & KeySigns.DrainsQuota) != 0 ? 3.5 : 0;
        return Math.Min(0.95, 1 / (1 + Math.Exp(-odds)));
    }
}
