namespace Feedline;

/// <summary>Looks at signals and says what is the matter. Implemented by users.</summary>
/// <remarks>
/// A rule instance is shared by all evaluations of an engine and keeps no state of its own: state per job goes through
/// <see cref="RuleContext.State{T}"/>. It does no I/O, starts no threads and asks no clock.
/// </remarks>
public interface IDiagnosticRule
{
    /// <summary>What the rule is. Always the same object.</summary>
    RuleDescriptor Descriptor { get; }

    /// <summary>
    /// Looks at the signals and reports each condition that holds now, at every evaluation in which it holds. The engine turns
    /// that into opening, ongoing and resolved.
    /// </summary>
    /// <param name="context">What the rule sees. Valid only during this call.</param>
    void Evaluate(RuleContext context);
}
