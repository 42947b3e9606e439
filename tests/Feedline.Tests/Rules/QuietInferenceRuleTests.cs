using Feedline.Rules;

namespace Feedline.Tests.Rules;

public sealed class QuietInferenceRuleTests
{
    [Theory]
    [InlineData("FL7001")]
    [InlineData("FL7002")]
    public void A_rule_of_the_inference_api_allocates_nothing_while_nothing_is_the_matter(string ruleId)
    {
        // What a rule allocates, it allocates in every round; what the runtime makes when it compiles code anew, in a few of the first.
        int allocating = int.MaxValue;
        for (int round = 0; round < 8 && allocating > 1; round++)
            allocating = EvaluationsThatAllocate(ruleId);

        // Some list that is kept may grow once.
        Assert.InRange(allocating, 0, 1);
    }

    private static int EvaluationsThatAllocate(string ruleId)
    {
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { UseBuiltInRules = false, EvaluationBudget = null } }
            .AddRule(BuiltInRules.All.Single(rule => rule.Descriptor.Id == ruleId)).Build();
        var random = new Random(1);
        SeriesHandle[] requests = [.. Enumerable.Range(0, 20).Select(key => engine.Writer.GetOrAddSeries(
            SignalCatalog.Find(SignalNames.InferenceRequests)!, [new Dimension(DimensionKeys.InferenceKey, $"k{key}")]))];
        SeriesHandle[] tokens = [.. Enumerable.Range(0, 20).Select(key => engine.Writer.GetOrAddSeries(
            SignalCatalog.Find(SignalNames.TokenUsage)!, [new Dimension(DimensionKeys.InferenceKey, $"k{key}")]))];
        int allocating = 0;
        for (int second = 0; second < 1300; second++)
        {
            long now = InferenceRig.Start + (second * UnixTime.NanosecondsPerSecond);
            for (int key = 0; key < requests.Length; key++)
            {
                if (random.Next(3) != 0)
                    continue;

                engine.Writer.Write(requests[key], now - random.Next(900_000_000), 1 + random.Next(3));
                engine.Writer.Write(tokens[key], now, 500);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            engine.EvaluateAt(UnixTime.ToDateTimeOffset(now), CancellationToken.None);
            if (second >= 1200 && GC.GetAllocatedBytesForCurrentThread() != before)
                allocating++;
        }

        Assert.Empty(engine.Findings);
        Assert.Equal(RuleOutcome.Ran, Assert.Single(engine.GetRuleStatus()).Outcome);
        return allocating;
    }
}
