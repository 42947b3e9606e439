using System.CommandLine;
using Feedline.Reliability;
using Feedline.Tool.Analysis;
using Feedline.Tool.Json;
using Feedline.Tool.Printing;
using Feedline.Tool.Terminals;
using Feedline.Tool.WhatIf;

namespace Feedline.Tool.CommandLine;

/// <summary><c>feedline whatif TRACE</c></summary>
internal sealed class WhatIfCommand : Command
{
    public const string Examples = """
        Examples:
          feedline whatif trace.parquet
              How long the steps of a pipeline-parallel job would take if nothing
              straggled, and whose fault it is that they do not.
          feedline whatif trace.parquet --format json | jq .cause
              The cause, for a program.
          feedline whatif trace.parquet --skip-steps 2
              Without the first two steps, which warm up.

          feedline whatif run/
              What the goodput of a recorded run would be without each cause found.

        A trace has one row an operation, with the columns dp_rank, stage, step,
        optype, start_ts, duration (seconds), seq_id, and where there are model
        chunks and micro-batches rank, mc, gmc and mb_id.

        Exit codes:
          0  analysed                    2  wrong usage, or unreadable input
                                       130  interrupted
        """;

    private readonly ToolTerminal _terminal;
    private readonly Option<bool> _noColour;
    private readonly Option<OutputFormat> _format = FormatOption.Create();

    private readonly Argument<string> _trace = new("TRACE")
    {
        HelpName = "TRACE",
        Description = "A Parquet file of the operations of a pipeline-parallel training job, or a recording as 'feedline analyze' takes it: a folder or a file.",
    };

    private readonly Option<int> _skipSteps = new("--skip-steps")
    {
        HelpName = "N",
        Description = "Leave out the first N steps of a trace, which warm up. Default: 0.",
    };

    public WhatIfCommand(ToolTerminal terminal, Option<bool> noColour)
        : base("whatif", "Simulate a recorded run without what slowed it down: what would it have taken, and what would fixing one cause buy?")
    {
        _terminal = terminal;
        _noColour = noColour;
        Add(_trace);
        Add(_format);
        Add(_skipSteps);
        _skipSteps.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
                result.AddError("--skip-steps is a number of steps, from 0");
        });
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            // On a thread of its own: the caller's has to stay free for Ctrl+C.
            await _terminal.Output.WriteAsync(await Task.Run(() => Analyze(parsed, cancellationToken), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return ExitCode.Analysed;
        }
        catch (Exception exception) when (exception is InputException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await _terminal.Error.WriteLineAsync($"feedline: {Printable.Of(exception.Message)}").ConfigureAwait(false);
            return ExitCode.Unusable;
        }
    }

    private async Task<string> Analyze(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = parsed.GetRequiredValue(_trace);
        bool isJson = parsed.GetValue(_format) == OutputFormat.Json;
        bool colour = _terminal.OutputHasColour && !parsed.GetValue(_noColour);
        if (!ParquetSignature.IsOn(path))
        {
            IReadOnlyList<JobWhatIf> jobs = RecordingWhatIf.Run(path, cancellationToken);
            return isJson ? WhatIfJson.Write(jobs) : RecordingWhatIfText.Write(jobs, _terminal.Width, colour);
        }

        PipelineWhatIfReport report = await PipelineWhatIfHandler.RunAsync(
            path, parsed.GetValue(_skipSteps), cancellationToken).ConfigureAwait(false);
        return isJson ? WhatIfJson.Write(report) : PipelineWhatIfText.Write(report, _terminal.Width, colour);
    }
}
