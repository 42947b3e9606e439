namespace Feedline.Samples.Snippets;

#region sink
/// <summary>Prints findings as they open and as they are resolved.</summary>
public sealed class ConsoleSink : IFindingSink
{
    /// <inheritdoc/>
    public void Emit(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        Console.WriteLine($"{finding.State} {finding.Severity} {finding.Rule.Id}: {finding.Message}");
    }
}
#endregion
