namespace Feedline.AotSmoke;

/// <summary>A rule that the container has to make.</summary>
internal sealed class SilenceRule : IDiagnosticRule
{
    public RuleDescriptor Descriptor { get; } =
        new("SMOKE0001", "Says nothing", FailureMode.Hang, Layer.GpuWorkers, FindingSeverity.Info);

    public void Evaluate(RuleContext context)
    {
    }
}
