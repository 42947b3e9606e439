namespace Feedline.Samples.Quickstart;

/// <summary>Prints findings as they open and as they are resolved.</summary>
internal sealed class ConsoleSink : IFindingSink
{
    public void Emit(Finding finding)
    {
        DateTimeOffset when = finding.State == FindingState.Opened ? finding.DetectedAt : finding.End;
        Console.WriteLine($"{when:HH:mm:ss} {finding.Severity} {finding.Rule.Id} {finding.State}: {finding.Message}");
    }
}
