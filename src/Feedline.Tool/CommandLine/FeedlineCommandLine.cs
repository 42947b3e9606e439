using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Feedline.Tool.Analysis;
using Feedline.Tool.Terminals;

namespace Feedline.Tool.CommandLine;

/// <summary>The <c>feedline</c> command. Everything it touches is given to it, so that tests run it in-process.</summary>
internal sealed class FeedlineCommandLine
{
    // A path may begin with @: it is not the name of a file full of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private readonly ToolTerminal _terminal;
    private readonly RootCommand _root;

    public FeedlineCommandLine(
        ToolTerminal terminal, Analyze analyze, Func<IReadOnlyList<RuleDescriptor>> rules, TimeProvider time)
    {
        _terminal = terminal;
        Option<bool> noColour = new("--no-color")
        {
            Description = "Print without colours. So does the environment variable NO_COLOR, and any output that is not a terminal.",
            Recursive = true,
        };
        _root = new RootCommand("Says what starved the GPUs of a training run: what happened, when, in which layer, whose fault, what it cost, what to do.")
        {
            noColour,
            new AnalyzeCommand(terminal, analyze, time, noColour),
            new DetectCommand(terminal),
            new PlanCommand(terminal, noColour),
            new RulesCommand(terminal, rules, noColour),
        };
        // Else help would call the command after the file that happens to run it.
        _root.HelpName = "feedline";
        HelpOption help = _root.Options.OfType<HelpOption>().Single();
        help.Description = "Show this help, with examples.";
        help.Action = new ExamplesHelpAction((HelpAction)help.Action!, terminal.Width);
        _root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
    }

    /// <summary>Runs the command.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<string> args)
    {
        ParseResult parsed = _root.Parse(args, Parsing);
        var configuration = new InvocationConfiguration
        {
            Output = _terminal.Output,
            Error = _terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        if (parsed.Action is ParseErrorAction)
            return args.Count == 0 ? ShowHelp() : Refuse(UsageError.Describe(parsed));

        try
        {
            return parsed.Invoke(configuration);
        }
        catch (OperationCanceledException)
        {
            _terminal.Error.WriteLine("feedline: interrupted");
            return ExitCode.Interrupted;
        }
        catch (Exception defect)
        {
            _terminal.Error.WriteLine($"feedline: a defect of feedline itself; please report it with what follows: {defect}");
            return ExitCode.Defect;
        }
    }

    private int ShowHelp()
    {
        _root.Parse(["--help"], Parsing).Invoke(new InvocationConfiguration { Output = _terminal.Error, Error = _terminal.Error });
        return ExitCode.Unusable;
    }

    private int Refuse(string message)
    {
        _terminal.Error.WriteLine($"feedline: {message}");
        return ExitCode.Unusable;
    }
}
