namespace Feedline.AotSmoke;

/// <summary>Keeps what it is given.</summary>
internal sealed class ListSink : IFindingSink
{
    public List<Finding> Findings { get; } = [];

    public void Emit(Finding finding) => Findings.Add(finding);
}
