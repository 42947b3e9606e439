namespace Feedline.Rules;

/// <summary>What a key's use alone says of it.</summary>
internal static class UseSigns
{
    /// <summary>A machine has lasted when it has gone on for so many seconds.</summary>
    private const double LastingSeconds = 600;

    /// <summary>A silence from here on is no break of a key that is used otherwise than before, in seconds;</summary>
    private const double OtherwiseSeconds = 600;

    /// <summary>this long of one that was in steady use;</summary>
    private const double SteadySeconds = 900;

    /// <summary>of any other it has to be longer than most breaks,</summary>
    private const double NoBreakSeconds = 1800;

    /// <summary>and so many times the longest break before.</summary>
    private const double NoBreakFactor = 8;

    public static KeySigns Of(KeyUse key, ZombieWatch watch)
    {
        KeySigns signs = KeySigns.None;
        KeyRhythm rhythm = key.Rhythm;
        if (rhythm.IsMachine)
            signs |= KeySigns.MachineCadence;
        if (rhythm.MachineSince != long.MaxValue && UnixTime.ToSeconds(key.Last - rhythm.MachineSince) >= LastingSeconds && !watch.AreMachinesCommon)
            signs |= KeySigns.LastingCadence;
        if (watch.Chains.IsNewcomer(key))
            signs |= KeySigns.Newcomer;

        KeySilence silence = key.Silence;
        if (silence.Seconds > 0)
        {
            signs |= KeySigns.LongSilence;
            if (silence.IsUsedOtherwise)
                signs |= KeySigns.UsedOtherwise;
            double least = silence.IsUsedOtherwise ? OtherwiseSeconds
                : silence.WasSteady ? SteadySeconds
                : Math.Max(NoBreakSeconds, NoBreakFactor * silence.LongestBefore);
            if (silence.Seconds >= least)
                signs |= KeySigns.NoBreak;
        }

        return signs;
    }
}
