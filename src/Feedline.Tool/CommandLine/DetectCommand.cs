using System.CommandLine;
using Feedline.Tool.Analysis;
using Feedline.Tool.Detection;
using Feedline.Tool.Printing;
using Feedline.Tool.Terminals;

namespace Feedline.Tool.CommandLine;

/// <summary><c>feedline detect FILE</c></summary>
internal sealed class DetectCommand : Command
{
    public const string Examples = """
        Examples:
          feedline detect waits.csv
              The anomalies of a series, as they are found.
          feedline detect waits.csv --format csv > scored.csv
              A score for each row.
          collect | feedline detect - --format csv
              The same for a pipe, row by row.
          feedline detect waits.csv --whole
              Ranges that are unusual in a series that is complete, from start to end.

        The file has a header with the columns timestamp and value; others are passed
        over. Times are ISO 8601, or numbers since 1970. Rows are taken in their order.
        Of windows of 100 quiet rows about one in a hundred holds a score of 0.99 or
        more; anomaly is 1 where an anomaly begins. The first 100 rows are learned from
        and score 0, as does a row without a finite value, or after a gap.

        With --whole each row is judged in the light of all others, later ones too.
        Anomalies are ranges then, anomaly is 1 in all their rows, and of complete
        series without anomalies about one in twenty has a range.

        Exit codes:
          0  scored                      2  wrong usage, or unreadable input
                                       130  interrupted
        """;

    private readonly ToolTerminal _terminal;

    private readonly Argument<string> _file = new("FILE")
    {
        HelpName = "FILE",
        Description = "A CSV file with the columns timestamp and value, plain or .gz; - for standard input.",
    };

    private readonly Option<DetectFormat> _format = CreateFormat();

    private readonly Option<bool> _whole = new("--whole")
    {
        Description = "Look at the series as a whole, later rows too: finds unusual ranges in what was recorded.",
    };

    public DetectCommand(ToolTerminal terminal)
        : base("detect", "Score one series of a CSV file row by row: what is unusual, and when.")
    {
        _terminal = terminal;
        Add(_file);
        Add(_format);
        Add(_whole);
        Validators.Add(result =>
        {
            if (result.GetValue(_format) == DetectFormat.Json && !result.GetValue(_whole))
                result.AddError("--format json is for whole series; add --whole, or use --format csv");
        });
        SetAction(Run);
    }

    private static Option<DetectFormat> CreateFormat()
    {
        var option = new Option<DetectFormat>("--format")
        {
            Description = "How to print: table (the default) lists anomalies, csv has a row with a score for each row of the file, json (with --whole) has the ranges.",
            HelpName = "table|csv|json",
            CustomParser = result =>
            {
                string format = result.Tokens[^1].Value.ToLowerInvariant();
                if (format is not ("table" or "csv" or "json"))
                    result.AddError($"'{result.Tokens[^1].Value}' is not a format; use --format table, --format csv or --format json");
                return format == "csv" ? DetectFormat.Csv : format == "json" ? DetectFormat.Json : DetectFormat.Table;
            },
        };
        option.CompletionSources.Add("table", "csv", "json");
        return option;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            // On a thread of its own: the caller's has to stay free for Ctrl+C.
            await Task.Run(() => Detect(parsed, cancellationToken), cancellationToken).ConfigureAwait(false);
            return ExitCode.Analysed;
        }
        catch (Exception exception) when (exception is InputException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await _terminal.Error.WriteLineAsync($"feedline: {Printable.Of(exception.Message)}").ConfigureAwait(false);
            return ExitCode.Unusable;
        }
    }

    private void Detect(ParseResult parsed, CancellationToken cancellationToken)
    {
        string file = parsed.GetRequiredValue(_file);
        DetectFormat format = parsed.GetValue(_format);
        bool isWhole = parsed.GetValue(_whole);
        bool isPipe = file == "-";
        using SeriesFile input = isPipe ? new SeriesFile(_terminal.OpenInput(), "standard input") : SeriesFile.Open(file);
        using var output = new RowOutput(_terminal.Output, isPipe && !isWhole);
        IEnumerable<string> notes = isWhole
            ? new WholeScoring(output, format).Run(input, cancellationToken)
            : Stream(input, output, format == DetectFormat.Csv, cancellationToken);
        foreach (string note in notes)
            _terminal.Error.WriteLine($"feedline: {note}");
    }

    private static IEnumerable<string> Stream(SeriesFile input, RowOutput output, bool isCsv, CancellationToken cancellationToken)
    {
        var scoring = new SeriesScoring(output, isCsv);
        scoring.Begin();
        while (input.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            scoring.Score(input.Timestamp, input.Value);
        }

        scoring.End();
        return scoring.Notes();
    }
}
