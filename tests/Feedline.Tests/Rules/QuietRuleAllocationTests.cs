using Feedline.Rules;
using Feedline.Tests.Replay;

namespace Feedline.Tests.Rules;

public sealed class QuietRuleAllocationTests
{
    public static TheoryData<string> RuleIds => [.. BuiltInRules.All.Where(static rule => rule.Descriptor.Layer != Layer.InferenceApi).Select(static rule => rule.Descriptor.Id)];

    private static SyntheticRun Run => new()
    {
        World = 8,
        Seconds = 120,
        CheckpointEvery = 50,
        EvaluationEvery = 130,
    };

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_built_in_rule_allocates_nothing_while_nothing_is_the_matter(string ruleId) => AllocatesNothing(ruleId, Run);

    // Between long steps counts are read at each look, between short ones now and then.
    [Theory]
    [InlineData(0.08)]
    [InlineData(3)]
    public void Nor_does_the_hang_rule_where_ranks_count_what_they_do(double step) =>
        AllocatesNothing("FL3002", Run with { StepSeconds = step, CountsProgress = true, HasPairs = true });

    [Fact]
    public void Nor_does_the_checkpoint_rule_where_checkpoints_are_not_measured() => AllocatesNothing("FL1001", Run with
    {
        Without = [SignalNames.CheckpointDuration, SignalNames.CheckpointSize, SignalNames.StorageOperationDuration],
    });

    // What a rule allocates, it allocates in every round; what the runtime makes when it compiles code anew, in a few of the first.
    private static void AllocatesNothing(string ruleId, SyntheticRun run)
    {
        int allocating = int.MaxValue;
        for (int round = 0; round < 8 && allocating > 1; round++)
            allocating = EvaluationsThatAllocate(ruleId, run);

        // Some list that is kept may grow once.
        Assert.InRange(allocating, 0, 1);
    }

    private static int EvaluationsThatAllocate(string ruleId, SyntheticRun run)
    {
        using SyntheticRecording recording = run.Record();
        var builder = new DiagnosticEngineBuilder
        {
            Options = new FeedlineOptions { UseBuiltInRules = false, EvaluationBudget = null },
        };
        builder.Options.Store.SamplesPerSeries = 128;
        using DiagnosticEngine engine = builder.AddRule(BuiltInRules.All.Single(rule => rule.Descriptor.Id == ruleId)).Build();

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
        return allocating;
    }
}
