using Feedline.Docs.Tests.Markdown;

namespace Feedline.Docs.Tests.Rules;

/// <summary>The release files tell, entry by entry, how the rules came to be what they are.</summary>
public sealed class RuleReleaseTests
{
    private static readonly string[] Files = ["docs/rules/RuleReleases.Shipped.md", "docs/rules/RuleReleases.Unshipped.md"];

    [Fact]
    public void The_entries_add_up_to_the_rules_of_the_code()
    {
        var rules = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] row in Files.SelectMany(file => Document.Open(file).Rows).Where(row => row[0].StartsWith("FL", StringComparison.Ordinal)))
        {
            switch (row)
            {
                // New, or, when it is there already, removed.
                case [string id, string layer, string mode, string severity, _]:
                    if (!rules.TryAdd(id, $"{layer} {mode} {severity}"))
                        Assert.True(rules.Remove(id), $"{id} is removed twice");
                    break;
                case [string id, string layer, string severity, string oldLayer, string oldSeverity, _]:
                    string mode2 = rules[id].Split(' ')[1];
                    Assert.Equal($"{oldLayer} {mode2} {oldSeverity}", rules[id]);
                    rules[id] = $"{layer} {mode2} {severity}";
                    break;
                default:
                    Assert.Fail($"'{string.Join(" | ", row)}' is no entry");
                    break;
            }
        }

        Assert.Equal(
            RulePages.Rules.Select(rule => $"{rule.Id} {rule.Layer.ToId()} {rule.FailureMode} {rule.DefaultSeverity.ToString().ToLowerInvariant()}"),
            rules.Select(rule => $"{rule.Key} {rule.Value}"));
    }
}
