using Feedline.Rules;
using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class QuietRuleAllocationTests
{
    public static TheoryData<string> RuleIds => [.. BuiltInRules.All.Where(static rule => rule.Descriptor.Layer != Layer.InferenceApi).Select(static rule => rule.Descriptor.Id)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_built_in_rule_allocates_nothing_while_nothing_is_the_matter(string ruleId)
    {
        var builder = new DiagnosticEngineBuilder
        {
            Options = new FeedlineOptions { UseBuiltInRules = false, EvaluationBudget = null },
        };
        builder.Options.Store.SamplesPerSeries = 128;
        using DiagnosticEngine engine = builder.AddRule(BuiltInRules.All.Single(rule => rule.Descriptor.Id == ruleId)).Build();
        using SyntheticRecording recording = new SyntheticRun
        {
            World = 8,
            Seconds = 120,
            CheckpointEvery = 50,
            EvaluationEvery = 130,
        }.Record();

        // The rings of the store are full, every window has been as long as it gets, and each state has been made.
        const int warm = 90;
        int allocating = 0;
        int evaluations = 0;
        long now = recording.FirstTime;
        for (int second = 0; second < 115; second++, now += UnixTime.NanosecondsPerSecond)
        {
            recording.WriteUntil(engine.Writer, now, TestContext.Current.CancellationToken);
            long before = GC.GetAllocatedBytesForCurrentThread();
            engine.EvaluateAt(now, CancellationToken.None);
            if (second < warm)
                continue;

            if (GC.GetAllocatedBytesForCurrentThread() != before)
                allocating++;

            evaluations++;
        }

        Assert.Empty(engine.Findings);
        RuleStatus status = Assert.Single(engine.GetRuleStatus());
        Assert.Equal(RuleOutcome.Ran, status.Outcome);
        Assert.Equal(115 - warm, evaluations);

        // What the rule allocates, it allocates at each evaluation; what the runtime makes when it compiles the code anew, once.
        Assert.InRange(allocating, 0, 1);
    }
}
