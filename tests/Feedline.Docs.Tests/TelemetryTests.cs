using Feedline.Docs.Tests.Markdown;

namespace Feedline.Docs.Tests;

public sealed class TelemetryTests
{
    private static readonly Document Page = Document.Open("docs/guide/telemetry.md");

    [Fact]
    public void Each_well_known_signal_is_there_with_its_unit_and_kind()
    {
        Assert.Equal(
            SignalCatalog.All.Select(signal => $"`{signal.Name}` {signal.Unit} {signal.Kind}").Order(StringComparer.OrdinalIgnoreCase),
            Page.Rows.Where(row => row.Length == 5 && row[0].StartsWith('`')).Select(row => $"{row[0]} {row[1]} {row[2]}").Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Each_rule_is_there_with_the_signals_it_cannot_do_without()
    {
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        foreach (RuleDescriptor rule in engine.Rules)
        {
            string[] row = Assert.Single(Page.Rows, row => row[0].StartsWith($"[{rule.Id}](../rules/{rule.Id}.md)", StringComparison.Ordinal));
            Assert.All(rule.RequiredSignals.SelectMany(static signals => signals.Split('|')), signal => Assert.Contains($"`{signal}`", row[1], StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_signal_that_no_rule_reads_is_called_so()
    {
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().Build();
        var columns = engine.Rules.SelectMany(rule => rule.Columns).Select(column => column.Signal).ToHashSet(StringComparer.Ordinal);
        foreach (string[] row in Page.Rows.Where(row => row.Length == 5 && row[3].Contains("no built-in rule reads it", StringComparison.Ordinal)))
            Assert.DoesNotContain(row[0].Trim('`'), columns);
    }

    [Fact]
    public void The_dimensions_that_say_who_are_those_of_the_code()
    {
        string[] keys = [DimensionKeys.Job, DimensionKeys.Rank, DimensionKeys.Node, DimensionKeys.Device];

        Assert.Equal(keys, Page.Rows.Where(row => row.Length == 3 && row[0].StartsWith('`')).Select(row => row[0].Trim('`')));
    }
}
