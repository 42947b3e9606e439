using System.Text;

namespace Feedline.Sources.Tests.Usage;

/// <summary>Makes usage logs and reads them.</summary>
internal static class UsageText
{
    public const long Start = Otlp.Start;
    public const string Header = "timestamp,api_key_id,model,prompt_tokens,completion_tokens,status,latency_s,owner,deployment\n";

    public static UsageLog Open(params string[] files) =>
        UsageLog.Open("test", [.. files.Select((text, i) => Replay.Input($"file{i}", Encoding.UTF8.GetBytes(text)))], []);

    public static (FakeWriter Writer, InputReport Report) All(params string[] files) => All(Open(files));

    public static (FakeWriter Writer, InputReport Report) All(UsageLog log)
    {
        using (log)
        {
            var writer = new FakeWriter();
            log.WriteUntil(writer, long.MaxValue, TestContext.Current.CancellationToken);
            return (writer, log.GetReport());
        }
    }

    /// <summary>What was written, whatever the order of series.</summary>
    public static string[] Sorted(FakeWriter writer) =>
        [.. writer.Samples.Select(sample => $"{sample.Series} {sample.Time} {sample.Value:R}").Order(StringComparer.Ordinal)];
}
