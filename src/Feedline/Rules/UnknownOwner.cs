namespace Feedline.Rules;

/// <summary>Judges a key of which the log does not say whether anybody minds it: by its use alone.</summary>
/// <remarks>
/// Each sign has a good explanation, and a job that somebody minds can look just like one that all have forgotten. So it takes a sign
/// that is strong by itself, or two, and the confidence says how little is known.
/// </remarks>
internal static class UnknownOwner
{
    public static bool Is(KeyUse key, ZombieWatch watch) =>
        key.Owner.Length == 0 && !watch.TellsOwners && key.Deployment.Length == 0;

    /// <summary>How much it matters; null when there is nothing to say.</summary>
    public static FindingSeverity? SeverityOf(KeySigns signs, ZombieWatch watch)
    {
        if (watch.AreMachinesCommon)
            signs &= ~KeySigns.MachineCadence;

        const KeySigns Strong = KeySigns.NewCadence | KeySigns.UsedOtherwise | KeySigns.NoBreak;
        const KeySigns MachineThatDrains = KeySigns.MachineCadence | KeySigns.DrainsQuota;
        if ((signs & Strong) == 0 && (signs & MachineThatDrains) != MachineThatDrains)
            return (signs & (KeySigns.MachineCadence | KeySigns.LongSilence | KeySigns.NoDeployment)) != 0 ? FindingSeverity.Info : null;

        return (signs & KeySigns.DrainsQuota) != 0 ? FindingSeverity.Error : FindingSeverity.Warning;
    }

    /// <summary>Log odds, added up as if signs were independent.</summary>
    public static double Confidence(KeySigns signs)
    {
        double odds = -3;
        odds += Odds(signs, KeySigns.MachineCadence, 1);
        odds += Odds(signs, KeySigns.NewCadence, 2);
        odds += Odds(signs, KeySigns.LongSilence, 0.5);
        odds += Odds(signs, KeySigns.UsedOtherwise, 3);
        odds += Odds(signs, KeySigns.NoBreak, 2.5);
        odds += Odds(signs, KeySigns.NoDeployment, 0.5);
        odds += Odds(signs, KeySigns.DrainsQuota, 2);
        return Math.Min(0.9, 1 / (1 + Math.Exp(-odds)));
    }

    private static double Odds(KeySigns signs, KeySigns sign, double odds) => (signs & sign) != 0 ? odds : 0;
}
