namespace Feedline;

/// <summary>What an evaluation did.</summary>
/// <param name="RulesEvaluated">How many rules ran, failed ones included.</param>
/// <param name="RulesDeferred">How many rules were due but did not fit into the budget; they go first next time.</param>
/// <param name="Elapsed">How long the evaluation took, by the engine's <see cref="TimeProvider"/>.</param>
/// <param name="OwnPause">
/// How long the process itself stood still since the start of the evaluation before: garbage collections, and jumps of the
/// clock ahead of the running time, as after a virtual machine was suspended. What in-process telemetry shows of that stretch
/// may be this pause and not a rank's fault. Zero at the first evaluation and for an evaluation at a given time, whose data
/// has its own clock.
/// </param>
/// <param name="Findings">The findings that opened, still held or were resolved in this evaluation; empty when all is quiet.</param>
/// <param name="Failures">Faults of rules, sources and sinks; empty when there were none.</param>
/// <remarks>A quiet evaluation shares its empty lists with all others and allocates nothing.</remarks>
public readonly record struct EvaluationReport(
    int RulesEvaluated,
    int RulesDeferred,
    TimeSpan Elapsed,
    TimeSpan OwnPause,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<EvaluationFailure> Failures);
