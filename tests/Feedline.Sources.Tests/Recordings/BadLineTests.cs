using System.Text;
using CsCheck;

namespace Feedline.Sources.Tests;

public class BadLineTests
{
    private const long T = Otlp.Start;
    private const long S = Otlp.Second;

    private static readonly string Good = Otlp.Line(0, T);

    public static TheoryData<string, string> BadLines => new()
    {
        { Good[..^1], "corrupt-line" },
        { Good[..40], "corrupt-line" },
        { Good + "}", "corrupt-line" },
        { Good + Good, "corrupt-line" },
        { Good.Replace("\"asDouble\"", "\"asDouble", StringComparison.Ordinal), "corrupt-line" },
        { Good.Replace("asDouble\":0", "asDouble\":0x1", StringComparison.Ordinal), "corrupt-line" },
        { Good.Replace("[{\"timeUnixNano", "{\"timeUnixNano", StringComparison.Ordinal), "corrupt-line" },
        { "timestamp,value", "corrupt-line" },
        { "\0\0\0\0", "corrupt-line" },
        { "{\"resourceMetrics\":{}}", "corrupt-line" },
        { "{\"resourceMetrics\":[{\"resource\":{\"attributes\":{\"a\":1}}}]}", "corrupt-line" },
        { "{\"resourceMetrics\":" + new string('[', 100_000), "corrupt-line" },
        { "{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 10_000)), "corrupt-line" },
        { "{\"resourceLogs\":[{\"resource\":{}}]}", "not-metrics" },
        { "{\"resourceSpans\":[]}", "not-metrics" },
        { "{\"resource_logs\":[]}", "not-metrics" },
        { "{\"hello\":\"world\"}", "not-otlp" },
        { "{}", "not-otlp" },
        { "[]", "not-otlp" },
        { "42", "not-otlp" },
        { "null", "not-otlp" },
    };

    [Theory]
    [MemberData(nameof(BadLines))]
    public void A_bad_line_is_counted_and_the_others_are_read(string line, string reason)
    {
        (FakeWriter writer, InputReport report) = Replay.All(string.Join('\n', Good, line, Otlp.Line(0, T + S), line + " ", ""));
        Assert.Equal([T, T + S], writer.Times());
        DroppedInput dropped = Replay.Only(report);
        Assert.Equal((reason, 2, "file0", 2), (dropped.Reason, dropped.Count, dropped.File, dropped.Line));
        Assert.Equal(4, Assert.Single(report.Files).Lines);
        Assert.Equal(2, report.Points);
    }

    [Fact]
    public void The_report_says_what_is_wrong_with_the_first_corrupt_line_and_where()
    {
        InputReport report = Replay.All(Good + "\n\n{\"resourceMetrics\" []}\nxxx").Report;
        Assert.Equal("lines that are no complete OTLP/JSON (a colon is missing, at byte 19 of the line)", Replay.Only(report).Detail);
        Assert.Equal(3, Replay.Only(report).Line);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_a_corrupt_line()
    {
        byte[] bad = Encoding.Latin1.GetBytes(Otlp.Line(Otlp.Attribute("host.name", "n\u00F6de"), Otlp.Gauge("x", Otlp.Point(T, 1))) + "\n");
        (FakeWriter writer, InputReport report) = Replay.All(Replay.Open(RecordingLimits.Default, [.. bad, .. Encoding.UTF8.GetBytes(Good)]));
        Assert.Single(writer.Samples);
        Assert.Equal(("corrupt-line", 1), (Replay.Only(report).Reason, Replay.Only(report).Line));
    }

    [Fact]
    public void Nothing_of_a_corrupt_line_is_written()
    {
        string torn = Otlp.Line(0, Enumerable.Range(0, 50).Select(i => T + i).ToArray())[..^5];
        (FakeWriter writer, InputReport report) = Replay.All(torn + "\n" + Otlp.Line(0, T + S));
        Assert.Equal([T + S], writer.Times());
        Assert.Equal(1, report.Points);
    }

    [Fact]
    public void A_line_sent_again_counts_once()
    {
        (FakeWriter writer, InputReport report) = Replay.All(string.Join('\n', Good, Otlp.Line(0, T + S), Otlp.Line(0, T + S), Good, Otlp.Line(0, T + (2 * S))));
        Assert.Equal([T, T + S, T + (2 * S)], writer.Times());
        Assert.Equal(("duplicate-line", 2, 3), (Replay.Only(report).Reason, Replay.Only(report).Count, Replay.Only(report).Line));
    }

    [Fact]
    public void A_line_that_is_too_long_is_skipped_up_to_its_end()
    {
        var limits = new RecordingLimits { MaxLineLength = 100_000 };
        string giant = Otlp.Line(0, [.. Enumerable.Range(0, 5000).Select(i => T + i)]);
        Assert.True(giant.Length > 200_000);
        (FakeWriter writer, InputReport report) = Replay.All(Replay.Open(limits, Encoding.UTF8.GetBytes(string.Join('\n', Good, giant, Otlp.Line(0, T + S), giant))));
        Assert.Equal([T, T + S], writer.Times());
        Assert.Equal(("line-too-long", 2, 2), (Replay.Only(report).Reason, Replay.Only(report).Count, Replay.Only(report).Line));
        Assert.Equal(4, report.Files[0].Lines);
    }

    [Fact]
    public void A_line_as_long_as_allowed_is_read()
    {
        string text = Otlp.Line(0, [.. Enumerable.Range(0, 5000).Select(i => T + i)]);
        Assert.Equal(5000, Replay.All(Replay.Open(new RecordingLimits { MaxLineLength = text.Length }, Encoding.UTF8.GetBytes(text + "\n"))).Writer.Samples.Count);
        Assert.Throws<RecordingException>(() => Replay.Open(new RecordingLimits { MaxLineLength = text.Length - 1 }, Encoding.UTF8.GetBytes(text + "\n")));
    }

    [Fact]
    public void A_file_that_never_ends_its_line_is_given_up()
    {
        var limits = new RecordingLimits { MaxLineLength = 100_000, MaxSkippedLength = 1 << 20 };
        (FakeWriter writer, InputReport report) = Replay.All(Replay.Open(limits, Encoding.UTF8.GetBytes(Good + "\n" + new string('x', 4 << 20))));
        Assert.Single(writer.Samples);
        Assert.Equal(("endless-line", 2), (Replay.Only(report).Reason, Replay.Only(report).Line));
        Assert.InRange(report.Files[0].Bytes, 1 << 20, 2 << 20);
    }

    [Fact]
    public void What_the_writer_refuses_is_counted_by_reason_with_its_first_line()
    {
        SampleOutcome[] outcomes = Enum.GetValues<SampleOutcome>();
        var writer = new FakeWriter { Judge = (_, _, value) => outcomes[(int)value % outcomes.Length] };
        string text = string.Join('\n', Enumerable.Range(0, 12).Select(line => Otlp.Line(Otlp.Rank(0), Otlp.Gauge("x", Otlp.Point(T + (line * S), line)))));
        InputReport report = Replay.All(Replay.Open(text), writer).Report;
        Assert.Equal(
            [("not-finite", 2, 2), ("sentinel", 2, 3), ("out-of-order", 2, 4), ("counter-reset", 2, 5), ("series-limit", 2, 6)],
            report.Dropped.Select(dropped => (dropped.Reason, (int)dropped.Count, dropped.Line)));
    }

    [Fact]
    public void Series_beyond_the_writers_limit_are_counted()
    {
        var writer = new FakeWriter { MaxSeries = 2 };
        string text = Otlp.Line("", [.. Enumerable.Range(0, 5).Select(metric => Otlp.Gauge($"m{metric}", Otlp.Point(T, 1), Otlp.Point(T + 1, 1)))]);
        InputReport report = Replay.All(Replay.Open(text), writer).Report;
        Assert.Equal(("series-limit", 6), (Replay.Only(report).Reason, (int)Replay.Only(report).Count));
        Assert.Equal(2, report.Series);
    }

    [Fact]
    public void Reasons_have_ids_and_words_of_their_own()
    {
        DropReason[] reasons = Enum.GetValues<DropReason>();
        Assert.Equal(reasons.Length, reasons.Select(reason => reason.Id()).Distinct().Count());
        Assert.All(reasons, reason => Assert.Matches("^[a-z]+(-[a-z]+)*$", reason.Id()));
        Assert.All(reasons, reason => Assert.NotEmpty(reason.Describe()));
        Assert.All(Enum.GetValues<SampleOutcome>().Skip(1), outcome => Assert.NotEmpty(DropReasons.Of(outcome).Id()));
    }

    [Fact]
    public void However_a_recording_is_damaged_every_line_is_read_or_counted()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 8).Select(line => Otlp.Line(line % 2, T + (line * S), T + (line * S) + 5))) + "\n");
        Gen.Select(Gen.Int[200, text.Length - 1], Gen.Byte, Gen.Int[0, 60], Gen.Bool).Array[1, 6].Sample(
            edits =>
            {
                List<byte> bytes = [.. text];
                foreach ((int place, byte value, int removed, bool cut) in edits)
                {
                    int at = Math.Min(place, bytes.Count - 1);
                    bytes[at] = value;
                    if (cut)
                    {
                        bytes.RemoveRange(at, Math.Min(removed, bytes.Count - at - 1));
                    }
                }

                (FakeWriter writer, InputReport report) = Replay.All(Replay.Open(RecordingLimits.Default, [.. Encoding.UTF8.GetBytes(Good + "\n"), .. bytes]));
                Assert.Equal(report.Points, writer.Samples.Count + report.Dropped.Where(dropped => dropped.Reason is "no-value" or "bad-time" or "no-name" or "stray-time" or "not-finite" or "sentinel").Sum(dropped => dropped.Count));
            },
            iter: 3000);
    }
}
