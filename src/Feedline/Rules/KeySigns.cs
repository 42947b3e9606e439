namespace Feedline.Rules;

/// <summary>What speaks for a key that nobody minds.</summary>
[Flags]
internal enum KeySigns
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

    /// <summary>Silence, and it is so long, or the use after it so unlike that before, that it is no break.</summary>
    NoBreak = 64,

    /// <summary>After the silence it is used otherwise than before: faster, or for longer.</summary>
    UsedOtherwise = 128,

    /// <summary>It has asked like a machine for a good while, where few keys do.</summary>
    LastingCadence = 256,

    /// <summary>It was first used in the middle of the log.</summary>
    Newcomer = 512,

    /// <summary>Each of these is a sign of its own; the others say more about one of them.</summary>
    Signs = NoOwner | NoDeployment | MachineCadence | LongSilence | Superseded | DrainsQuota,
}
