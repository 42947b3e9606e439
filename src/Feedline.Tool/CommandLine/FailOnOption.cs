using System.CommandLine;

namespace Feedline.Tool.CommandLine;

/// <summary>The option <c>--fail-on</c>.</summary>
internal static class FailOnOption
{
    public static Option<FindingSeverity?> Create()
    {
        var option = new Option<FindingSeverity?>("--fail-on")
        {
            Description = "Exit with 1 when a finding is this severe or more, also one that is over. Without it, findings do not change the exit code.",
            HelpName = "info|warning|error|critical",
            CustomParser = result =>
            {
                switch (result.Tokens[^1].Value.ToLowerInvariant())
                {
                    case "info":
                        return FindingSeverity.Info;
                    case "warning":
                        return FindingSeverity.Warning;
                    case "error":
                        return FindingSeverity.Error;
                    case "critical":
                        return FindingSeverity.Critical;
                    default:
                        result.AddError($"'{result.Tokens[^1].Value}' is not a severity; use --fail-on info, warning, error or critical");
                        return default;
                }
            },
        };
        option.CompletionSources.Add("info", "warning", "error", "critical");
        return option;
    }
}
