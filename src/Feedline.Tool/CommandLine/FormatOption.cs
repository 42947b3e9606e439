using System.CommandLine;

namespace Feedline.Tool.CommandLine;

/// <summary>The option <c>--format</c>.</summary>
internal static class FormatOption
{
    public static Option<OutputFormat> Create()
    {
        var option = new Option<OutputFormat>("--format")
        {
            Description = "How to print: table (the default) for a person, json for a program.",
            HelpName = "table|json",
            CustomParser = result =>
            {
                switch (result.Tokens[^1].Value.ToLowerInvariant())
                {
                    case "table":
                        return OutputFormat.Table;
                    case "json":
                        return OutputFormat.Json;
                    default:
                        result.AddError($"'{result.Tokens[^1].Value}' is not a format; use --format table or --format json");
                        return default;
                }
            },
        };
        option.CompletionSources.Add("table", "json");
        return option;
    }
}
