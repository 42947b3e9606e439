using System.CommandLine;
using Feedline.Reliability;
using Feedline.Tool.Json;

namespace Feedline.Tool.CommandLine;

/// <summary>The option <c>--failure-definition</c>.</summary>
internal static class FailureDefinitionOption
{
    public static Option<FailureDefinition?> Create()
    {
        string[] ids = [.. Enum.GetValues<FailureDefinition>().Select(JsonIds.Of)];
        var option = new Option<FailureDefinition?>("--failure-definition")
        {
            Description = "What the rate counts; unplanned-interruption is the default. Published rates differ by a factor of three for it.",
            HelpName = string.Join('|', ids),
            CustomParser = result =>
            {
                int index = Array.IndexOf(ids, result.Tokens[^1].Value.ToLowerInvariant());
                if (index < 0)
                    result.AddError($"'{result.Tokens[^1].Value}' is not a definition of failure; use --failure-definition {ids[0]}, {ids[1]} or {ids[2]}");
                return (FailureDefinition)Math.Max(0, index);
            },
        };
        option.CompletionSources.Add(ids);
        return option;
    }
}
