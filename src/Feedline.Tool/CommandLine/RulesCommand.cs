using System.CommandLine;
using Feedline.Tool.Json;
using Feedline.Tool.Printing;
using Feedline.Tool.Terminals;

namespace Feedline.Tool.CommandLine;

/// <summary><c>feedline rules</c></summary>
internal sealed class RulesCommand : Command
{
    public const string Examples = """
        Examples:
          feedline rules
              What feedline looks for, and which signals each rule needs.
          feedline rules --format json | jq -r '.rules[].requiredSignals[]' | sort -u
              The signals to record.
        """;

    public RulesCommand(ToolTerminal terminal, Func<IReadOnlyList<RuleDescriptor>> rules, Option<bool> noColour)
        : base("rules", "List the built-in rules: id, title, layer, failure mode, severity, required signals, help page.")
    {
        Option<OutputFormat> format = FormatOption.Create();
        Add(format);
        SetAction(parsed =>
        {
            RuleDescriptor[] sorted = [.. rules().OrderBy(rule => rule.Id, StringComparer.Ordinal)];
            terminal.Output.Write(parsed.GetValue(format) == OutputFormat.Json
                ? JsonReport.Write(sorted)
                : RulesText.Write(sorted, terminal.Width, terminal.OutputHasColour && !parsed.GetValue(noColour)));
            return ExitCode.Analysed;
        });
    }
}
