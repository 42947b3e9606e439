using Feedline.Docs.Tests.Markdown;

namespace Feedline.Docs.Tests.Rules;

public sealed class RulePageTests
{
    [Fact]
    public void Each_rule_has_a_page_and_each_page_a_rule()
    {
        IEnumerable<string> pages = Document.All.Select(document => document.Path)
            .Where(path => path.StartsWith("docs/rules/FL", StringComparison.Ordinal));

        Assert.Equal(RulePages.Rules.Select(RulePages.PathOf), pages);
    }

    [Fact]
    public void A_page_says_what_the_descriptor_says()
    {
        foreach (RuleDescriptor rule in RulePages.Rules)
        {
            var page = Document.Open(RulePages.PathOf(rule));
            Assert.Equal($"{rule.Id}: {rule.Title}", page.Title);
            Assert.Contains(page.Rows, row => row is ["Failure mode", _] && row[1] == $"`{rule.FailureMode}`");
            if (!RulePages.IsEngines(rule))
                Assert.Contains(page.Rows, row => row is ["Layer", _] && row[1] == $"`{rule.Layer.ToId()}`");
        }
    }

    [Fact]
    public void The_help_link_of_a_rule_is_its_page()
    {
        Assert.All(
            RulePages.Rules.Where(rule => !RulePages.IsEngines(rule)),
            rule => Assert.Equal(RulePages.PathOf(rule), rule.HelpLink?.ToString()));
    }

    [Fact]
    public void A_page_says_which_signals_the_rule_cannot_do_without()
    {
        foreach (RuleDescriptor rule in RulePages.Rules)
        {
            var page = Document.Open(RulePages.PathOf(rule));
            Assert.All(
                rule.RequiredSignals.SelectMany(static signals => signals.Split('|')),
                signal => Assert.Contains(page.Rows, row => row is ["Needs", _] && row[1].Contains($"`{signal}`", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_list_of_rules_is_that_of_the_code()
    {
        IEnumerable<string> expected = RulePages.Rules.Select(rule =>
            $"[{rule.Id}]({rule.Id}.md) {rule.Title} `{rule.FailureMode}` {(RulePages.IsEngines(rule) ? "the quarantined rule's" : $"`{rule.Layer.ToId()}`")} {rule.DefaultSeverity.ToString().ToLowerInvariant()}");

        Assert.Equal(
            expected,
            Document.Open("docs/rules/README.md").Rows.Where(row => row.Length == 5 && row[0].StartsWith('[')).Select(row => string.Join(' ', row)));
    }
}
