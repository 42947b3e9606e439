namespace Feedline;

/// <summary>What became of a rule in the youngest evaluation.</summary>
public enum RuleOutcome
{
    /// <summary>There was no evaluation yet.</summary>
    NotYetRun,

    /// <summary>It ran. When it reported nothing, its condition does not hold.</summary>
    Ran,

    /// <summary>It ran and failed; see <see cref="RuleStatus.LastFailure"/>.</summary>
    Failed,

    /// <summary>It was not run: a signal that it requires has no series yet; see <see cref="RuleStatus.MissingSignals"/>.</summary>
    MissingSignals,

    /// <summary>It is not run: <see cref="RuleExecutionOptions.Enabled"/> is false.</summary>
    Disabled,

    /// <summary>It was not run: it failed too often in a row; see <see cref="RuleStatus.QuarantinedUntil"/>.</summary>
    Quarantined,

    /// <summary>It was not run: the evaluation's budget was spent, or the evaluation was cancelled. It goes first next time.</summary>
    Deferred,

    /// <summary>It was not run: less than its <see cref="RuleExecutionOptions.Period"/> has passed.</summary>
    NotDue,
}
