namespace Feedline;

/// <summary>A fault of a rule, a source or a sink, that the engine kept from doing harm.</summary>
/// <param name="Origin">What failed.</param>
/// <param name="Name">The rule's id, or the type name of the source or sink.</param>
/// <param name="Exception">
/// What was thrown; for a rule that overran its budget a <see cref="TimeoutException"/>, for an invalid report an
/// <see cref="ArgumentException"/>, neither of which was ever thrown.
/// </param>
/// <param name="ConsecutiveFailures">How often it failed in a row, this time included; from 1.</param>
public sealed record EvaluationFailure(
    FailureOrigin Origin, string Name, Exception Exception, int ConsecutiveFailures);
