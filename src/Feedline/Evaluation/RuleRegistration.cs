namespace Feedline;

/// <summary>A rule as it enters an engine, with a policy that was checked.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Descriptor">Its descriptor, asked for once.</param>
/// <param name="Options">How it is run.</param>
internal sealed record RuleRegistration(IDiagnosticRule Rule, RuleDescriptor Descriptor, RuleExecutionOptions Options);
