using Feedline.Tool.Analysis;
using Feedline.Tool.CommandLine;
using Feedline.Tool.Terminals;
using Feedline.Tool.Tests.Samples;

namespace Feedline.Tool.Tests.CommandLine;

/// <summary>One run of the command in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the command over a report made by hand.</summary>
    public static CommandRun Of(AnalysisReport report, params string[] args) => Of((_, _, _) => report, args);

    public static CommandRun Of(Analyze analyze, params string[] args) => Of(analyze, colour: false, args);

    public static CommandRun Of(Analyze analyze, bool colour, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new ToolTerminal { Output = output, Error = error, Width = 80, OutputHasColour = colour };
        int code = new FeedlineCommandLine(terminal, analyze, () => Reports.Rules, TimeProvider.System).Run(args);
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
