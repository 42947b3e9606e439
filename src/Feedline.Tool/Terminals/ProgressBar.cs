using Feedline.Tool.Analysis;
using Spectre.Console;

namespace Feedline.Tool.Terminals;

/// <summary>Shows on the error stream how far a long read has come, and takes the bar away afterwards.</summary>
internal static class ProgressBar
{
    // A bar that only flashes up tells nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the work. Draws nothing when it ends soon or nobody watches.</summary>
    public static async Task<T> ShowWhile<T>(
        Task<T> work, ReadProgress progress, ToolTerminal terminal, TimeProvider time)
    {
        if (!terminal.ErrorIsInteractive || await EndsWithin(work, Patience, time).ConfigureAwait(false))
            return await work.ConfigureAwait(false);

        IAnsiConsole console = Screen.Create(terminal.Error, terminal.Width, colour: true);
        return await new Progress(console, time) { AutoRefresh = false, AutoClear = true, ExcludeVerticalPadding = true }
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => Draw(context, work, progress, time))
            .ConfigureAwait(false);
    }

    private static async Task<T> Draw<T>(ProgressContext context, Task<T> work, ReadProgress progress, TimeProvider time)
    {
        ProgressTask bar = context.AddTask("reading", maxValue: 1);
        do
        {
            bar.Value = progress.Fraction;
            context.Refresh();
        }
        while (!await EndsWithin(work, Refresh, time).ConfigureAwait(false));

        return await work.ConfigureAwait(false);
    }

    private static async Task<bool> EndsWithin(Task work, TimeSpan length, TimeProvider time)
    {
        using var stop = new CancellationTokenSource();
        Task first = await Task.WhenAny(work, Task.Delay(length, time, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return first == work;
    }
}
