namespace Feedline;

/// <summary>Causes of loss that are not failures.</summary>
internal static class LedgerCauses
{
    /// <summary>Before a rank's first step.</summary>
    public const string Startup = "startup";

    /// <summary>After a rank's last step.</summary>
    public const string Shutdown = "shutdown";

    /// <summary>Checkpoints of normal length.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Evaluations.</summary>
    public const string Evaluation = "evaluation";
}
