using Feedline.Tool.Analysis;
using Feedline.Tool.Terminals;
using Microsoft.Extensions.Time.Testing;

namespace Feedline.Tool.Tests.Terminals;

public sealed class ProgressBarTests
{
    [Fact]
    public async Task A_long_read_shows_how_far_it_is_and_leaves_nothing_behind()
    {
        using var error = new WatchedWriter("42%");
        var time = new FakeTimeProvider();
        var work = new TaskCompletionSource<int>();
        var progress = new ReadProgress();
        progress.Follow(() => 0.42);
        Task<int> shown = ProgressBar.ShowWhile(
            work.Task, progress, Terminal(error, interactive: true), time);
        time.Advance(TimeSpan.FromSeconds(1));
        await error.Seen;
        work.SetResult(7);

        Assert.Equal(7, await shown);
        // The line is erased and the cursor is shown again.
        Assert.Contains("\u001b[2K", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\u001b[?25h", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_read_shows_nothing()
    {
        using var error = new StringWriter();

        Assert.Equal(7, await ProgressBar.ShowWhile(
            Task.FromResult(7), new ReadProgress(), Terminal(error, interactive: true), new FakeTimeProvider()));
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public async Task Nobody_watching_nothing_is_shown()
    {
        using var error = new StringWriter();
        var time = new FakeTimeProvider();
        var work = new TaskCompletionSource<int>();
        Task<int> shown = ProgressBar.ShowWhile(work.Task, new ReadProgress(), Terminal(error, interactive: false), time);
        time.Advance(TimeSpan.FromMinutes(1));
        work.SetResult(7);

        Assert.Equal(7, await shown);
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public async Task A_failing_read_fails_as_itself()
    {
        using var error = new StringWriter();
        Task<int> work = Task.FromException<int>(new InputException("broken"));

        await Assert.ThrowsAsync<InputException>(() => ProgressBar.ShowWhile(
            work, new ReadProgress(), Terminal(error, interactive: true), new FakeTimeProvider()));
    }

    private static ToolTerminal Terminal(TextWriter error, bool interactive) =>
        new() { Output = TextWriter.Null, Error = error, ErrorIsInteractive = interactive, Width = 80 };
}
