using System.ComponentModel.DataAnnotations;

namespace Feedline;

/// <summary>The bounds of an engine. Read once, when the engine is built; later changes have no effect.</summary>
public sealed class FeedlineOptions
{
    /// <summary>The default of <see cref="EvaluationBudget"/>: 100 ms.</summary>
    public static readonly TimeSpan DefaultEvaluationBudget = TimeSpan.FromMilliseconds(100);

    /// <summary>The default of <see cref="QuarantineAfterFailures"/>.</summary>
    public const int DefaultQuarantineAfterFailures = 3;

    /// <summary>The default of <see cref="StepRowsKept"/>.</summary>
    public const int DefaultStepRowsKept = 512;

    /// <summary>The default of <see cref="MaxFindingsKept"/>.</summary>
    public const int DefaultMaxFindingsKept = 1_000;

    /// <summary>The bounds of the signal store.</summary>
    public SignalStoreOptions Store { get; } = new();

    /// <summary>Whether the engine has Feedline's own rules beside those that are added. Default: true.</summary>
    public bool UseBuiltInRules { get; set; } = true;

    /// <summary>
    /// How long the rules of one evaluation may take together, by the engine's <see cref="TimeProvider"/>; more than zero. It
    /// is checked between rules: those that no longer fit are deferred and go first next time, and at least one always runs.
    /// A rule that alone takes over twice the budget has failed. Null for no budget, as a replay wants it: then a slow machine
    /// finds what a fast one finds. Default: 100 ms.
    /// </summary>
    public TimeSpan? EvaluationBudget { get; set; } = DefaultEvaluationBudget;

    /// <summary>
    /// How often in a row a rule may fail before it is left out for a while, 1 to 1,000. The first time it is left out for 30
    /// seconds of evaluation time, then, as long as it fails when it is tried again, twice as long each time, up to an hour.
    /// Default: 3.
    /// </summary>
    [Range(1, 1_000)]
    public int QuarantineAfterFailures { get; set; } = DefaultQuarantineAfterFailures;

    /// <summary>
    /// How many of its youngest training steps each job keeps, 16 to 1,048,576. Half of them may wait for a rank whose clock is
    /// behind. A job of more than 256 ranks keeps fewer, so that memory stays within 1 MiB a column, but at least 64.
    /// Default: 512.
    /// </summary>
    [Range(16, 1_048_576)]
    public int StepRowsKept { get; set; } = DefaultStepRowsKept;

    /// <summary>
    /// How many findings are kept, 1 to 1,000,000. Beyond it the resolved one that opened first is dropped and counted; one
    /// that is not resolved is never dropped. Default: 1,000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxFindingsKept { get; set; } = DefaultMaxFindingsKept;
}
