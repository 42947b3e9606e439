using System.ComponentModel.DataAnnotations;

namespace Feedline;

/// <summary>How the engine runs one rule, whatever the rule looks for. Read once, when the engine is built.</summary>
public sealed class RuleExecutionOptions
{
    /// <summary>The default of <see cref="MaxFindings"/>.</summary>
    public const int DefaultMaxFindings = 64;

    /// <summary>Whether the rule runs at all. Default: true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The severity of the rule's findings, over what the rule itself says; null to leave it to the rule. Default: null.</summary>
    public FindingSeverity? Severity { get; set; }

    /// <summary>
    /// The least time from one run of the rule to the next, in evaluation time; zero to run it at every evaluation. A rule that
    /// was not due neither opens nor resolves anything. Default: zero.
    /// </summary>
    public TimeSpan Period { get; set; }

    /// <summary>In how many runs in a row a condition must hold before it becomes a finding, 1 to 1,000. Default: 1.</summary>
    [Range(1, 1_000)]
    public int OpenAfter { get; set; } = 1;

    /// <summary>In how many runs in a row a condition must be gone before its finding is resolved, 1 to 1,000. Default: 1.</summary>
    [Range(1, 1_000)]
    public int ResolveAfter { get; set; } = 1;

    /// <summary>
    /// How many conditions of the rule are followed at the same time, 1 to 100,000. Reports of further ones are dropped and
    /// counted until others are resolved. Default: 64.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxFindings { get; set; } = DefaultMaxFindings;
}
