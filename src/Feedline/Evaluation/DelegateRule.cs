namespace Feedline;

/// <summary>A rule made of a descriptor and a delegate.</summary>
internal sealed class DelegateRule(RuleDescriptor descriptor, Action<RuleContext> evaluate) : IDiagnosticRule
{
    public RuleDescriptor Descriptor => descriptor;

    public void Evaluate(RuleContext context) => evaluate(context);
}
