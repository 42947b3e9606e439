using System.Collections.Immutable;
using Feedline.Tests.Evaluation;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Findings;

public sealed class DraftCheckTests
{
    public static TheoryData<string, string> Invalid { get; } = new()
    {
        { "job", "Job" },
        { "message", "Message" },
        { "blank", "Message" },
        { "nan", "Confidence" },
        { "low", "Confidence" },
        { "high", "Confidence" },
        { "end", "EndUnixNanoseconds" },
        { "severity", "Severity" },
        { "mode", "FailureMode" },
        { "layer", "Layer" },
        { "subjects", "Subjects" },
        { "evidence", "Evidence" },
        { "missing", "MissingInputs" },
        { "mitigations", "Mitigations" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_report_is_the_rules_failure_and_says_what_is_wrong(string fault, string property)
    {
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                context.Report(Broken(fault));
                context.Report(Draft(discriminator: "healthy"));
            })
            .Build();

        EvaluationReport report = engine.Run(1);

        Exception exception = Assert.Single(report.Failures).Exception;
        Assert.IsType<ArgumentException>(exception);
        Assert.Contains(property, exception.Message, StringComparison.Ordinal);
        Assert.Equal("healthy", Assert.Single(report.Findings).Key.Discriminator);
        Assert.Equal(RuleOutcome.Failed, engine.StatusOf("T1").Outcome);
    }

    [Fact]
    public void An_invalid_report_does_not_resolve_what_it_may_have_meant()
    {
        double confidence = 1;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context => context.Report(Draft() with { Confidence = confidence }))
            .Build();

        engine.Run(1);
        confidence = double.NaN;
        engine.Run(2);

        Assert.Equal(FindingState.Opened, Assert.Single(engine.ActiveFindings).State);
    }

    [Fact]
    public void Arrays_that_were_never_set_are_empty()
    {
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context => context.Report(Draft() with
            {
                Subjects = default,
                Evidence = default,
                MissingInputs = default,
                Mitigations = default,
            }))
            .Build();

        Finding finding = Assert.Single(engine.Run(1).Findings);

        Assert.Empty(finding.Subjects);
        Assert.Empty(finding.Evidence);
        Assert.Empty(finding.MissingInputs);
        Assert.Empty(finding.Mitigations);
    }

    private static FindingDraft Broken(string fault) => fault switch
    {
        "job" => Draft() with { Job = null! },
        "message" => Draft() with { Message = null! },
        "blank" => Draft() with { Message = " " },
        "nan" => Draft() with { Confidence = double.NaN },
        "low" => Draft() with { Confidence = -0.01 },
        "high" => Draft() with { Confidence = 1.01 },
        "end" => Draft(start: 2, end: 1),
        "severity" => Draft() with { Severity = 0 },
        "mode" => Draft() with { FailureMode = default(FailureMode) },
        "layer" => Draft() with { Layer = (Layer)99 },
        "subjects" => Draft() with { Subjects = [null!] },
        "evidence" => Draft() with { Evidence = [null!] },
        "missing" => Draft() with { MissingInputs = ImmutableArray.Create<string>([null!]) },
        _ => Draft() with { Mitigations = [null!] },
    };
}
