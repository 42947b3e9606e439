using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Feedline.Tool.CommandLine;

/// <summary>The library's help, followed by the examples of the command that help was asked for.</summary>
internal sealed class ExamplesHelpAction : SynchronousCommandLineAction
{
    private readonly HelpAction _help;

    public ExamplesHelpAction(HelpAction help, int width)
    {
        _help = help;
        _help.MaxWidth = width;
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = _help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(parseResult.CommandResult.Command switch
        {
            AnalyzeCommand => AnalyzeCommand.Examples,
            RulesCommand => RulesCommand.Examples,
            DetectCommand => DetectCommand.Examples,
            PlanCommand => PlanCommand.Examples,
            WhatIfCommand => WhatIfCommand.Examples,
            TrainCommand => TrainCommand.Examples,
            _ => Examples,
        });
        return code;
    }

    private const string Examples = """
        Examples:
          feedline analyze run/                               what starved this run
          feedline analyze run/ --format json | jq .ledger    where the GPU time went
          feedline analyze run/ --fail-on error               exit code 1 if it was bad
          feedline detect waits.csv                           what is unusual in a series
          feedline plan --nodes 2048 …                        what a job can expect
          feedline whatif trace.parquet                       what fixing it would buy
          feedline train recordings/ -o modes.model           a classifier of one's own
          feedline rules                                      what feedline looks for

        Exit codes:
          0  analysed                    2  wrong usage, or unreadable input
          1  --fail-on was met         130  interrupted
        """;
}
