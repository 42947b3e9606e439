using System.CommandLine;
using Feedline.Tool.Json;
using Feedline.Tool.Planning;
using Feedline.Tool.Printing;
using Feedline.Tool.Terminals;

namespace Feedline.Tool.CommandLine;

/// <summary><c>feedline plan</c></summary>
internal sealed class PlanCommand : Command
{
    public const string Examples = """
        Examples:
          feedline plan --nodes 2048 --failure-rate 3.79 --parameters 405B --storage-bandwidth 250GB/s
              What 16,384 GPUs can expect: MTTF, ETTR, checkpoint interval, bandwidth.
          feedline plan … --blocking 2s --spares 16 --repair 2d --queue 3min
              With asynchronous checkpoints, spare nodes and a queue.
          feedline plan … --format json | jq .ettr.simulated
              For a program.

        Times are seconds, or have a unit: 90s, 5min, 2h, 1d. Sizes and bandwidths
        have one: 5.29TB, 250GB/s. Each answer comes with its formula and source.

        Exit codes:
          0  planned                     2  wrong usage
                                       130  interrupted
        """;

    private readonly ToolTerminal _terminal;
    private readonly Option<bool> _noColour;
    private readonly PlanOptions _options = new();
    private readonly Option<OutputFormat> _format = FormatOption.Create();

    public PlanCommand(ToolTerminal terminal, Option<bool> noColour)
        : base("plan", "Plan a training job: what to expect of its failures, how often to checkpoint, how fast storage has to be.")
    {
        _terminal = terminal;
        _noColour = noColour;
        _options.AddTo(this);
        Add(_format);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            PlanInput input = _options.Read(parsed);
            // On a thread of its own: the caller's has to stay free for Ctrl+C.
            Plan plan = await Task.Run(() => Planner.Make(input, null, cancellationToken), cancellationToken).ConfigureAwait(false);
            _terminal.Output.Write(parsed.GetValue(_format) == OutputFormat.Json
                ? JsonReport.Write(plan)
                : PlanText.Write(plan, _terminal.Width, _terminal.OutputHasColour && !parsed.GetValue(_noColour)));
            return ExitCode.Analysed;
        }
        // The models name what is out of range where each option alone is not, such as a size beyond all numbers.
        catch (Exception exception) when (exception is PlanException or ArgumentException)
        {
            await _terminal.Error.WriteLineAsync($"feedline: {Printable.Of(exception.Message)}; see 'feedline plan --help'").ConfigureAwait(false);
            return ExitCode.Unusable;
        }
    }
}
