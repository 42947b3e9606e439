namespace Feedline.Samples.Quickstart;

/// <summary>Prints findings as they open and as they are resolved.</summary>
internal sealed class ConsoleSink : IFindingSink
{
    public void Emit(Finding finding) =>
        Console.WriteLine($"{finding.DetectedAt:HH:mm:ss} {finding.Severity} {finding.Rule.Id} {finding.State}: {finding.Message}");
}
