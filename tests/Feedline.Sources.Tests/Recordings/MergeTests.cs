using System.Globalization;
using System.Text;
using CsCheck;

namespace Feedline.Sources.Tests;

public class MergeTests
{
    private const long T = Otlp.Start;
    private const long S = Otlp.Second;

    [Fact]
    public void Samples_of_all_files_come_in_the_order_of_time_then_file_then_place() =>
        Gen.Select(Gen.Int[0, 1500].Array[0, 30].Array[0, 20].Array[1, 4], Gen.Int[1, 3000]).Sample(
            (files, step) =>
            {
                var expected = new List<(long Time, int File, int Line, int Place)>();
                using OtlpRecording? recording = Open(files, expected);
                if (recording is null)
                {
                    return;
                }

                expected.Sort();
                var writer = new FakeWriter();
                long limit = T;
                while (recording.TryPeek(out long next))
                {
                    limit = Math.Max(limit, next) + (step * 1_000_000L);
                    recording.WriteUntil(writer, limit, CancellationToken.None);
                    Assert.Equal(expected.Count(sample => sample.Time <= limit), writer.Samples.Count);
                }

                Assert.Empty(recording.GetReport().Dropped);
                Assert.Equal(
                    expected.Select(sample => ($"x{{training.job.id=j,training.rank={sample.File}}}", sample.Time, (double)((sample.Line * 100) + sample.Place))),
                    writer.Samples);
            },
            iter: 300);

    // Lines of a second that reach half a second into the next; the values tell the place in the input.
    private static OtlpRecording? Open(int[][][] files, List<(long Time, int File, int Line, int Place)> samples)
    {
        var texts = new List<string>();
        for (int file = 0; file < files.Length; file++)
        {
            var lines = new List<string>();
            for (int line = 0; line < files[file].Length; line++)
            {
                var points = new List<string>();
                foreach (int milliseconds in files[file][line])
                {
                    long time = T + (line * S) + (milliseconds * 1_000_000L);
                    samples.Add((time, file, line, points.Count));
                    points.Add(Otlp.Point(time, (line * 100) + points.Count));
                }

                lines.Add(Otlp.Line(Otlp.Rank(file), Otlp.Gauge("x", [.. points])));
            }

            texts.Add(string.Join('\n', lines));
        }

        return samples.Count == 0 ? null : Replay.Open([.. texts]);
    }

    [Fact]
    public void Peeks_the_time_of_the_next_sample_and_writes_nothing()
    {
        using OtlpRecording recording = Replay.Open(Otlp.Line(0, T + (9 * S), T + (8 * S)), Otlp.Line(1, T + (3 * S)));
        var writer = new FakeWriter();
        Assert.True(recording.TryPeek(out long time));
        Assert.Equal(T + (3 * S), time);
        recording.WriteUntil(writer, T + (3 * S) - 1, CancellationToken.None);
        Assert.Empty(writer.Samples);
        Assert.True(recording.TryPeek(out time));
        Assert.Equal(T + (3 * S), time);
        recording.WriteUntil(writer, T + (3 * S), CancellationToken.None);
        Assert.Single(writer.Samples);
        Assert.True(recording.TryPeek(out time));
        Assert.Equal(T + (8 * S), time);
        recording.WriteUntil(writer, T + (8 * S), CancellationToken.None);
        Assert.True(recording.TryPeek(out time));
        Assert.Equal(T + (9 * S), time);
        recording.WriteUntil(writer, long.MaxValue, CancellationToken.None);
        Assert.False(recording.TryPeek(out _));
        Assert.Equal([T + (3 * S), T + (8 * S), T + (9 * S)], writer.Times());
    }

    [Fact]
    public void A_pause_longer_than_the_read_ahead_is_looked_across()
    {
        using OtlpRecording recording = Replay.Open(Otlp.Line(0, T) + "\n" + Otlp.Line(0, T + (600 * S)));
        var writer = new FakeWriter();
        recording.WriteUntil(writer, T, CancellationToken.None);
        Assert.True(recording.TryPeek(out long time));
        Assert.Equal(T + (600 * S), time);
    }

    [Fact]
    public void A_sample_later_than_the_read_ahead_is_still_handed_on()
    {
        // The third line holds one point of long before: its line is in time, it is not.
        using OtlpRecording recording = Replay.Open(string.Join('\n', Otlp.Line(0, T), Otlp.Line(0, T + (20 * S)), Otlp.Line(0, T + (21 * S), T + (2 * S), T + (22 * S)), Otlp.Line(0, T + (40 * S))));
        var writer = new FakeWriter();
        recording.WriteUntil(writer, T + (10 * S), CancellationToken.None);
        Assert.Equal([T], writer.Times());
        recording.WriteUntil(writer, long.MaxValue, CancellationToken.None);
        Assert.Equal([T, T + (2 * S), T + (20 * S), T + (21 * S), T + (22 * S), T + (40 * S)], writer.Times().Order());
    }

    [Fact]
    public void A_full_read_ahead_writes_what_is_due_and_waits_with_the_rest()
    {
        var limits = new RecordingLimits { MaxPending = 10 };
        string text = string.Join('\n', Enumerable.Range(0, 100).Select(line => Otlp.Line(0, [.. Enumerable.Range(0, 8).Select(point => T + (line * S / 10) + point)])));
        using OtlpRecording recording = Replay.Open(limits, Encoding.UTF8.GetBytes(text));
        var writer = new FakeWriter();
        recording.WriteUntil(writer, T + S, CancellationToken.None);
        Assert.InRange(writer.Samples.Count, 81, 90);
        recording.WriteUntil(writer, long.MaxValue, CancellationToken.None);
        Assert.Equal(800, writer.Samples.Count);
        Assert.Equal(writer.Times().Order(), writer.Times());
    }

    [Fact]
    public void A_file_is_open_only_while_its_time_is_read()
    {
        int open = 0;
        int most = 0;
        List<RecordingInput> inputs = [.. Enumerable.Range(0, 500).Select(file =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5).Select(line => Otlp.Line(0, T + (((file * 5) + line) * S)))));
            return new RecordingInput(file.ToString("D4", CultureInfo.InvariantCulture), bytes.Length, () =>
            {
                most = Math.Max(most, ++open);
                return new ObservedStream(bytes, () => open--);
            });
        })];
        (FakeWriter writer, InputReport report) = Replay.All(OtlpRecording.Open("test", inputs, [], RecordingLimits.Default));
        Assert.Equal(2500, writer.Samples.Count);
        Assert.Empty(report.Dropped);
        Assert.Equal(writer.Times().Order(), writer.Times());
        Assert.InRange(most, 1, 3);
        Assert.Equal(0, open);
    }

    [Fact]
    public void Reading_can_be_ended_early_and_taken_up_again()
    {
        using OtlpRecording recording = Replay.Open(Otlp.Line(0, T) + "\n" + Otlp.Line(0, T + S));
        var writer = new FakeWriter();
        Assert.Throws<OperationCanceledException>(() => recording.WriteUntil(writer, long.MaxValue, new CancellationToken(canceled: true)));
        recording.WriteUntil(writer, long.MaxValue, CancellationToken.None);
        Assert.Equal([T, T + S], writer.Times());
    }

    [Fact]
    public void Misuse_is_refused()
    {
        OtlpRecording recording = Replay.Open(Otlp.Line(0, T));
        recording.WriteUntil(new FakeWriter(), T - 1, CancellationToken.None);
        Assert.Throws<ArgumentException>(() => recording.WriteUntil(new FakeWriter(), T, CancellationToken.None));
        Assert.Throws<ArgumentNullException>(() => recording.WriteUntil(null!, T, CancellationToken.None));
        recording.Dispose();
        Assert.Throws<ObjectDisposedException>(() => recording.WriteUntil(new FakeWriter(), T, CancellationToken.None));
        Assert.Throws<ObjectDisposedException>(() => recording.TryPeek(out _));
    }

    private sealed class ObservedStream(byte[] bytes, Action closed) : MemoryStream(bytes, writable: false)
    {
        private bool _isClosed;

        protected override void Dispose(bool disposing)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                closed();
            }

            base.Dispose(disposing);
        }
    }
}
