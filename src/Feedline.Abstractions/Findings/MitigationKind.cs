namespace Feedline;

/// <summary>What kind of act a mitigation advises. Feedline never acts by itself.</summary>
public enum MitigationKind
{
    /// <summary>Look closer, at what the description says.</summary>
    Investigate,

    /// <summary>Save dumps and logs before they are gone.</summary>
    CollectArtifacts,

    /// <summary>Restart one rank.</summary>
    RestartRank,

    /// <summary>Leave a rank out and go on elastically.</summary>
    ExcludeRank,

    /// <summary>Take no new work onto a node.</summary>
    DrainNode,

    /// <summary>Replace a device, link or node.</summary>
    Replace,

    /// <summary>Put the job back into the queue.</summary>
    Requeue,

    /// <summary>Go back to the last good checkpoint.</summary>
    RollBack,

    /// <summary>Change a setting, as the description says.</summary>
    Reconfigure,

    /// <summary>Add capacity or another tier.</summary>
    AddCapacity,

    /// <summary>Limit what a client may ask for, at a gateway.</summary>
    Throttle,

    /// <summary>Revoke a key, or let it do nothing until somebody answers for it.</summary>
    RevokeKey,
}
