namespace Feedline.Rules;

/// <summary>What a key's use alone says of it.</summary>
internal static class UseSigns
{
    /// <summary>A cadence of a new key has to go on for so many seconds: less is a batch.</summary>
    private const double LastingSeconds = 600;

    /// <summary>Nobody is away for so many seconds: four days, a long weekend.</summary>
    private const double NoBreakSeconds = 4 * 86_400;

    /// <summary>A silence up to here is nothing, whatever comes after it: keys that are hardly used have many, in seconds.</summary>
    private const double LeastSilenceSeconds = 600;

    public static KeySigns Of(KeyUse key, ZombieWatch watch)
    {
        KeySigns signs = KeySigns.None;
        KeyRhythm rhythm = key.Rhythm;
        KeySilence silence = key.Silence;
        if (rhythm.IsMachine)
            signs |= KeySigns.MachineCadence;
        if (silence.Seconds > 0)
            signs |= KeySigns.LongSilence;
        if (silence.Seconds >= NoBreakSeconds)
            signs |= KeySigns.NoBreak;
        if (silence.Seconds >= LeastSilenceSeconds && silence.IsUsedOtherwise)
            signs |= KeySigns.UsedOtherwise;

        bool isNewSince = silence.Seconds > 0
            ? rhythm.IsMachine && !rhythm.WasMachine
            : watch.Chains.IsNewcomer(key) && rhythm.MachineSince != long.MaxValue && UnixTime.ToSeconds(key.Last - rhythm.MachineSince) >= LastingSeconds;
        if (isNewSince && !watch.AreMachinesCommon)
            signs |= KeySigns.NewCadence;

        return signs;
    }
}
