using System.Text;

namespace Feedline.Sources.Tests;

/// <summary>Reads texts as files of a recording.</summary>
internal static class Replay
{
    public static RecordingInput Input(string name, byte[] bytes) => new(name, bytes.Length, () => new MemoryStream(bytes, writable: false));

    public static OtlpRecording Open(RecordingLimits limits, params byte[][] files) =>
        OtlpRecording.Open("test", [.. files.Select((bytes, i) => Input($"file{i}", bytes))], [], limits);

    public static OtlpRecording Open(params string[] files) =>
        Open(RecordingLimits.Default, [.. files.Select(Encoding.UTF8.GetBytes)]);

    public static (FakeWriter Writer, InputReport Report) All(params string[] files) => All(Open(files));

    public static (FakeWriter Writer, InputReport Report) All(OtlpRecording recording, FakeWriter? writer = null)
    {
        using (recording)
        {
            writer ??= new FakeWriter();
            recording.WriteUntil(writer, long.MaxValue, TestContext.Current.CancellationToken);
            return (writer, recording.GetReport());
        }
    }

    public static DroppedInput Only(InputReport report) => Assert.Single(report.Dropped);
}
