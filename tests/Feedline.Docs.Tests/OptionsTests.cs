using System.Globalization;
using Feedline.Docs.Tests.Markdown;

namespace Feedline.Docs.Tests;

public sealed class OptionsTests
{
    private static readonly Document Page = Document.Open("docs/getting-started.md");

    [Theory]
    [InlineData("Store.MaxSeries", "32768")]
    [InlineData("Store.SamplesPerSeries", "512")]
    [InlineData("StepRowsKept", "512")]
    [InlineData("MaxFindingsKept", "1000")]
    [InlineData("EvaluationBudget", "100 ms")]
    [InlineData("QuarantineAfterFailures", "3")]
    [InlineData("UseBuiltInRules", "true")]
    public void Defaults_are_those_of_the_code(string option, string shown)
    {
        var options = new FeedlineOptions();
        string actual = option switch
        {
            "Store.MaxSeries" => Text(options.Store.MaxSeries),
            "Store.SamplesPerSeries" => Text(options.Store.SamplesPerSeries),
            "StepRowsKept" => Text(options.StepRowsKept),
            "MaxFindingsKept" => Text(options.MaxFindingsKept),
            "EvaluationBudget" => Text(options.EvaluationBudget!.Value.TotalMilliseconds) + " ms",
            "QuarantineAfterFailures" => Text(options.QuarantineAfterFailures),
            _ => options.UseBuiltInRules ? "true" : "false",
        };

        Assert.Equal(shown, actual);
        Assert.Contains(Page.Rows, row => row[0] == $"`{option}`" && row[1] == shown);
    }

    [Fact]
    public void Each_outcome_of_a_rule_has_advice()
    {
        string text = Page.Text;

        Assert.All(Enum.GetNames<RuleOutcome>(), outcome => Assert.Contains($"`{outcome}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_architecture_counts_the_columns_of_the_built_in_rules()
    {
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        int columns = engine.Rules.SelectMany(rule => rule.Columns).Distinct().Count();
        string page = Document.Open("docs/architecture.md").Text;

        Assert.Contains($"the built-in rules declare {columns} columns", page, StringComparison.Ordinal);
        Assert.Contains($"131,072 cells × {(columns * 8) + 16} B", page, StringComparison.Ordinal);
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
