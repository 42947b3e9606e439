namespace Feedline.Sources.Tests;

public class ClockTests
{
    private const long T = Otlp.Start;
    private const long S = Otlp.Second;

    [Fact]
    public void After_a_clock_was_set_back_time_goes_on()
    {
        // 10 s of lines, then the clock says an hour earlier, for 10 s more.
        (FakeWriter writer, InputReport report) = Replay.All(Lines([.. Range(0, 10), .. Range(-3600, 10)]));
        Assert.Equal(Enumerable.Range(0, 20).Select(second => T + (second * S)), writer.Times());
        DroppedInput step = Replay.Only(report);
        Assert.Equal(("clock-stepped-back", 1, 11), (step.Reason, step.Count, step.Line));
        Assert.Contains("by about 3610 s", step.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_no_longer_moved_when_the_clock_has_caught_up()
    {
        (FakeWriter writer, _) = Replay.All(Lines([.. Range(0, 10), .. Range(-3600, 10), .. Range(100, 5)]));
        Assert.Equal([.. Enumerable.Range(0, 20), .. Enumerable.Range(100, 5)], writer.Times().Select(time => (int)((time - T) / S)));
    }

    [Fact]
    public void A_clock_may_be_set_back_twice()
    {
        (FakeWriter writer, InputReport report) = Replay.All(Lines([.. Range(0, 5), .. Range(-1000, 5), .. Range(-2000, 5)]));
        Assert.Equal(Enumerable.Range(0, 15).Select(second => T + (second * S)), writer.Times());
        Assert.Equal(2, Replay.Only(report).Count);
    }

    [Fact]
    public void A_late_line_is_no_step_of_the_clock()
    {
        (FakeWriter writer, InputReport report) = Replay.All(Lines([0, 1, 2, 4, 5, 3, 6, 7]));
        Assert.Equal(Enumerable.Range(0, 8).Select(second => T + (second * S)), writer.Times());
        Assert.Empty(report.Dropped);
    }

    [Fact]
    public void A_late_last_line_is_not_lost()
    {
        (FakeWriter writer, InputReport report) = Replay.All(Lines([0, 1, 2, 4, 5, 3]));
        Assert.Equal(Enumerable.Range(0, 6).Select(second => T + (second * S)), writer.Times());
        Assert.Empty(report.Dropped);
    }

    [Fact]
    public void Each_resource_has_a_clock_of_its_own()
    {
        // Rank 1 is an hour behind in the same file; nobody stepped.
        (FakeWriter writer, InputReport report) = Replay.All(string.Join('\n', Enumerable.Range(0, 10).SelectMany(second => new[] { Otlp.Line(0, T + (second * S)), Otlp.Line(1, T + ((second - 3600) * S)) })));
        Assert.Empty(report.Dropped);
        Assert.Equal(20, writer.Samples.Count);
        Assert.Equal(Range(-3600, 10), writer.Samples.Where(sample => sample.Series.EndsWith("rank=1}", StringComparison.Ordinal)).Select(sample => (int)((sample.Time - T) / S)));
    }

    [Fact]
    public void A_damaged_time_does_not_send_a_rank_to_the_future()
    {
        (FakeWriter writer, InputReport report) = Replay.All(Lines([0, 1, 900_000, 2, 3]));
        Assert.Equal([T, T + S, T + (2 * S), T + (3 * S)], writer.Times());
        DroppedInput stray = Replay.Only(report);
        Assert.Equal(("stray-time", 1, 3), (stray.Reason, stray.Count, stray.Line));
    }

    [Fact]
    public void A_pause_of_days_is_believed_at_the_second_line()
    {
        (FakeWriter writer, InputReport report) = Replay.All(Lines([0, 1, 900_000, 900_001, 900_002]));
        Assert.Equal([0, 1, 900_001, 900_002], writer.Times().Select(time => (int)((time - T) / S)));
        Assert.Equal("stray-time", Replay.Only(report).Reason);
    }

    [Fact]
    public void Points_far_from_their_line_are_left_out()
    {
        (FakeWriter writer, InputReport report) = Replay.All(Otlp.Line(0, T, T + 1, T + 2, 5, T + (200_000 * S)));
        Assert.Equal([T, T + 1, T + 2], writer.Times());
        Assert.Equal(("stray-time", 2), (Replay.Only(report).Reason, Replay.Only(report).Count));
    }

    private static IEnumerable<int> Range(int start, int count) => Enumerable.Range(start, count);

    private static string Lines(IEnumerable<int> seconds) => string.Join('\n', seconds.Select((second, i) =>
        Otlp.Line(Otlp.Rank(0), Otlp.Gauge("x", Otlp.Point(T + (second * S), i)))));
}
