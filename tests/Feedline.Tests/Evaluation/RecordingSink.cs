namespace Feedline.Tests.Evaluation;

/// <summary>A sink that keeps what it is given, and can be made to fail.</summary>
internal sealed class RecordingSink : IFindingSink
{
    public List<Finding> Findings { get; } = [];

    public Action<Finding>? OnEmit { get; set; }

    public void Emit(Finding finding)
    {
        Findings.Add(finding);
        OnEmit?.Invoke(finding);
    }
}
