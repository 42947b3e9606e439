using System.CommandLine;
using Feedline.Tool.Analysis;
using Feedline.Tool.Json;
using Feedline.Tool.Printing;
using Feedline.Tool.Terminals;

namespace Feedline.Tool.CommandLine;

/// <summary><c>feedline analyze PATH…</c></summary>
internal sealed class AnalyzeCommand : Command
{
    public const string Examples = """
        Examples:
          feedline analyze run/
              A folder: all files *.jsonl and *.jsonl.gz in it are one recording.
          feedline analyze rank0.otlp.jsonl.gz rank1.otlp.jsonl.gz
              The files of some ranks.
          feedline analyze usage.csv
              A gateway's log of inference requests: CSV or JSON lines.
          feedline analyze run/ --format json | jq .ledger
              Where the GPU time went, for a program.
          feedline analyze run/ --format json | jq -r '.findings[] | "\(.start) \(.message)"'
              One line a cause.
          feedline analyze run/ --fail-on error --output report.txt
              Keep the report, and exit with 1 when a cause was an error or worse.

        JSON: one object for a recording of one job; for several jobs
        { "schemaVersion": 1, "jobs": [ … ], "inputs": { … } }. Times are UTC with
        nanoseconds. Effects are listed under their cause.

        Exit codes:
          0  analysed                    2  wrong usage, or unreadable input
          1  --fail-on was met         130  interrupted
        """;

    private readonly ToolTerminal _terminal;
    private readonly Analyze _analyze;
    private readonly TimeProvider _time;
    private readonly Option<bool> _noColour;
    private readonly Option<OutputFormat> _format = FormatOption.Create();
    private readonly Option<FindingSeverity?> _failOn = FailOnOption.Create();

    private readonly Argument<string[]> _paths = new("PATH")
    {
        Arity = ArgumentArity.OneOrMore,
        HelpName = "PATH",
        Description = "A recording: a file of OTLP/JSON lines or a usage log (CSV, JSON lines), plain or .gz, or a folder of such files. Several paths are one recording.",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = "FILE",
        Description = "Write the report to a file instead of printing it. A file that exists is replaced.",
    };

    public AnalyzeCommand(ToolTerminal terminal, Analyze analyze, TimeProvider time, Option<bool> noColour)
        : base("analyze", "Diagnose a recorded training run: what starved the GPUs, and where the GPU time went.")
    {
        _terminal = terminal;
        _analyze = analyze;
        _time = time;
        _noColour = noColour;
        Add(_paths);
        Add(_format);
        Add(_failOn);
        Add(_output);
        _paths.Validators.Add(result =>
        {
            // Several paths may follow each other, so the parser takes a misspelt option for one.
            string? option = result.Tokens.Select(token => token.Value).FirstOrDefault(value => value.StartsWith('-') && !File.Exists(value));
            if (option is not null)
                result.AddError($"'{option}' is not an option of 'analyze'");
        });
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            AnalysisReport report = await Diagnose(parsed.GetRequiredValue(_paths), cancellationToken).ConfigureAwait(false);
            Show(report, parsed);
            return FailOn.IsMet(report, parsed.GetValue(_failOn)) ? ExitCode.FailOnMet : ExitCode.Analysed;
        }
        catch (Exception exception) when (exception is InputException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await _terminal.Error.WriteLineAsync($"feedline: {Printable.Of(exception.Message)}").ConfigureAwait(false);
            return ExitCode.Unusable;
        }
    }

    // On a thread of its own: the caller's has to stay free for Ctrl+C and for the progress bar.
    private Task<AnalysisReport> Diagnose(string[] paths, CancellationToken cancellationToken)
    {
        var progress = new ReadProgress();
        Task<AnalysisReport> work = Task.Run(() => _analyze(paths, progress, cancellationToken), cancellationToken);
        return ProgressBar.ShowWhile(work, progress, _terminal, _time);
    }

    private void Show(AnalysisReport report, ParseResult parsed)
    {
        string? file = parsed.GetValue(_output);
        string text = parsed.GetValue(_format) switch
        {
            OutputFormat.Json => JsonReport.Write(report),
            _ when file is not null => TextReport.Write(report, ToolTerminal.UnknownWidth, colour: false),
            _ => TextReport.Write(report, _terminal.Width, _terminal.OutputHasColour && !parsed.GetValue(_noColour)),
        };
        if (file is null)
            _terminal.Output.Write(text);
        else
            File.WriteAllText(file, text);
    }
}
