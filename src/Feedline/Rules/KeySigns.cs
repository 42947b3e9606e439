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

    /// <summary>The silence is longer than people are away.</summary>
    NoBreak = 64,

    /// <summary>Since the silence it is used as never before: faster, or for longer.</summary>
    UsedOtherwise = 128,

    /// <summary>It asks like a machine, where few keys do, and did not as the log began.</summary>
    NewCadence = 256,

    /// <summary>Each of these is a sign of its own; the others say more about one of them.</summary>
    Signs = NoOwner | NoDeployment | MachineCadence | LongSilence | Superseded | DrainsQuota,
}
