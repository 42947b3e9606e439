using Feedline.Rules;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class BuilderTests
{
    [Fact]
    public void Two_rules_of_one_id_are_refused()
    {
        DiagnosticEngineBuilder builder = Builder().AddRule("T1", static _ => { }).AddRule("T1", static _ => { });

        Assert.Contains("Two rules have the id 'T1'.", Assert.Throws<ArgumentException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engines_own_id_is_taken()
    {
        DiagnosticEngineBuilder builder = Builder().AddRule("FL9001", static _ => { });

        Assert.Contains("'FL9001'", Assert.Throws<ArgumentException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FL101", "No rule has the id 'FL101'. Did you mean 'FL1001'?")]
    [InlineData("fl1001", "No rule has the id 'fl1001'. Did you mean 'FL1001'?")]
    [InlineData("FL3010", "No rule has the id 'FL3010'. Did you mean 'FL3001'?")]
    [InlineData("FL9002", "No rule has the id 'FL9002'. Did you mean 'FL9001'?")]
    [InlineData("Checkpoint", "No rule has the id 'Checkpoint'.")]
    public void A_configured_id_of_no_rule_is_refused_with_the_nearest_id(string id, string message)
    {
        DiagnosticEngineBuilder builder = Builder()
            .AddRule("FL1001", static _ => { })
            .AddRule("FL3001", static _ => { })
            .ConfigureRule(id, static _ => { });

        Assert.Equal(message, Assert.Throws<ArgumentException>(builder.Build).Message);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_each_names_its_option()
    {
        DiagnosticEngineBuilder builder = Builder(budget: TimeSpan.Zero);
        builder.Options.QuarantineAfterFailures = 0;
        builder.Options.StepRowsKept = 15;
        builder.Options.MaxFindingsKept = 0;
        builder.Options.Store.MaxSeries = 0;
        builder.Options.Store.SamplesPerSeries = 15;
        builder
            .AddRule("T1", static _ => { })
            .ConfigureRule("T1", options =>
            {
                options.Period = TimeSpan.FromSeconds(-1);
                options.Severity = (FindingSeverity)17;
                options.OpenAfter = 0;
                options.ResolveAfter = 1_001;
                options.MaxFindings = 0;
            });

        string message = Assert.Throws<ArgumentException>(builder.Build).Message;

        string[] options =
        [
            "EvaluationBudget", "QuarantineAfterFailures", "StepRowsKept", "MaxFindingsKept", "Store.MaxSeries",
            "Store.SamplesPerSeries", "T1.Period", "T1.Severity", "T1.OpenAfter", "T1.ResolveAfter", "T1.MaxFindings",
        ];
        Assert.All(options, option => Assert.Contains(option, message, StringComparison.Ordinal));
        Assert.Equal(options.Length, message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void A_builder_builds_one_engine()
    {
        DiagnosticEngineBuilder builder = Builder();
        using DiagnosticEngine engine = builder.Build();

        Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Empty(engine.Rules);
    }

    [Fact]
    public void A_builder_that_refused_can_be_mended()
    {
        DiagnosticEngineBuilder builder = Builder();
        builder.Options.MaxFindingsKept = 0;
        Assert.Throws<ArgumentException>(builder.Build);

        builder.Options.MaxFindingsKept = 1;
        using DiagnosticEngine engine = builder.Build();

        Assert.Empty(engine.Findings);
    }

    [Fact]
    public void Configurations_add_up_in_their_order_and_after_that_of_the_rule()
    {
        var order = new List<string>();
        using DiagnosticEngine engine = Builder()
            .ConfigureRule("T1", _ => order.Add("first"))
            .AddRule(new FixedRule(), _ => order.Add("own"))
            .ConfigureRule("T1", _ => order.Add("second"))
            .Build();

        Assert.Equal(["own", "first", "second"], order);
        Assert.Equal("T1", Assert.Single(engine.Rules).Id);
    }

    [Fact]
    public void Built_in_rules_come_unless_they_are_not_wanted()
    {
        using DiagnosticEngine with = new DiagnosticEngineBuilder().Build();
        using DiagnosticEngine without = new DiagnosticEngineBuilder { Options = new FeedlineOptions { UseBuiltInRules = false } }.Build();

        Assert.Equal(BuiltInRules.All.Select(rule => rule.Descriptor.Id), with.Rules.Select(rule => rule.Id));
        Assert.Empty(without.Rules);
    }

    [Fact]
    public void What_happens_to_options_after_Build_has_no_effect()
    {
        RuleExecutionOptions? kept = null;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context => context.Report(Draft()))
            .ConfigureRule("T1", options => kept = options)
            .Build();

        kept!.Enabled = false;
        kept.OpenAfter = 5;
        kept.Severity = FindingSeverity.Info;

        Assert.Equal(FindingSeverity.Error, Assert.Single(engine.Run(1).Findings).Severity);
    }

    private sealed class FixedRule : IDiagnosticRule
    {
        public RuleDescriptor Descriptor { get; } = Engines.Descriptor("T1");

        public void Evaluate(RuleContext context)
        {
        }
    }
}
