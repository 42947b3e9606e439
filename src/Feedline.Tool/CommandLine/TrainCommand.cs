using System.CommandLine;
using System.Text.Json;
using Feedline.Tool.Analysis;
using Feedline.Tool.Json;
using Feedline.Tool.Printing;
using Feedline.Tool.Terminals;
using Feedline.Tool.Training;

namespace Feedline.Tool.CommandLine;

/// <summary><c>feedline train RECORDING… --output MODEL</c></summary>
internal sealed class TrainCommand : Command
{
    public const string Examples = """
        Examples:
          feedline train recordings/ --output modes.model
              All folders below it that hold a truth.json.
          feedline train run1/ run2/ -o modes.model --format json | jq .macroF1
              How good it is on a recording it was not trained on.

        A recording's folder holds its files of OTLP/JSON lines and truth.json:
        { "faults": [ { "kind": "hang", "start_unix_nano": 1, "end_unix_nano": 2 } ] }
        with an empty list for a healthy one. The same recordings and seed give the
        same model. Each model is tested by leaving out one recording at a time.

        Exit codes:
          0  trained                     2  wrong usage, or nothing to be learned
                                       130  interrupted
        """;

    private readonly ToolTerminal _terminal;
    private readonly Train _train;
    private readonly Option<OutputFormat> _format = FormatOption.Create();

    private readonly Argument<string[]> _folders = new("RECORDING")
    {
        Arity = ArgumentArity.OneOrMore,
        HelpName = "RECORDING",
        Description = "A folder with a labelled recording, or with such folders below it.",
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        HelpName = "MODEL",
        Required = true,
        Description = "The file to write the model to. A file that exists is replaced.",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 1,
        Description = "Where the trainer's random numbers begin.",
    };

    public TrainCommand(ToolTerminal terminal, Train train)
        : base("train", "Train a classifier of failure modes on labelled recordings.")
    {
        _terminal = terminal;
        _train = train;
        Add(_folders);
        Add(_output);
        Add(_seed);
        Add(_format);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            // On a thread of its own: the caller's has to stay free for Ctrl+C.
            TrainingReport report = await Task.Run(
                () => _train(parsed.GetRequiredValue(_folders), parsed.GetRequiredValue(_output), parsed.GetValue(_seed), cancellationToken),
                cancellationToken).ConfigureAwait(false);
            _terminal.Output.Write(parsed.GetValue(_format) == OutputFormat.Json ? Json(report) : TrainingText.Write(report));
            return ExitCode.Analysed;
        }
        catch (Exception exception) when (exception is InputException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await _terminal.Error.WriteLineAsync($"feedline: {Printable.Of(exception.Message)}").ConfigureAwait(false);
            return ExitCode.Unusable;
        }
    }

    private static string Json(TrainingReport report) => JsonSerializer.Serialize(
        new TrainingDocument(
            1, report.Model, report.Bytes, report.Recordings, report.Windows, double.IsNaN(report.MacroF1) ? null : report.MacroF1, report.Modes, report.Unlearned),
        ReportJsonContext.Default.TrainingDocument) + "\n";
}
