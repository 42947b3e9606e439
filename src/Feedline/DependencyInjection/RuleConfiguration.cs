namespace Feedline;

/// <summary>What <c>ConfigureRule</c> leaves in the container.</summary>
internal sealed record RuleConfiguration(string RuleId, Action<RuleExecutionOptions> Configure);
