using System.Collections.Immutable;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Writers_and_readers_on_other_threads_see_whole_snapshots()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        int run = 0;
        DiagnosticEngineBuilder builder = Builder()
            .AddRule("T1", context =>
            {
                // Eight findings, of which three in turn do not hold.
                for (int i = run++ % 8; i < 8; i += 2)
                    context.Report(Draft(discriminator: $"{i}"));
            })
            .AddRule("T2", context =>
            {
                if (run % 5 != 0)
                    throw new FormatException("Broken.");
            });
        builder.Options.MaxFindingsKept = 50;
        using DiagnosticEngine engine = builder.Build();
        int isOver = 0;

        Task[] readers =
        [
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(
                () =>
                {
                    long seen = 0;
                    while (Volatile.Read(ref isOver) == 0)
                    {
                        ImmutableArray<Finding> active = engine.ActiveFindings;
                        ImmutableArray<Finding> all = engine.Findings;
                        IReadOnlyList<RuleStatus> statuses = engine.GetRuleStatus();
                        Assert.DoesNotContain(active, finding => finding.State == FindingState.Resolved);
                        Assert.InRange(all.Length, 0, 50);
                        Assert.Equal(active.Length, active.Select(finding => finding.Key).Distinct().Count());
                        Assert.Equal(statuses[1].Failures > 0, statuses[1].LastFailure is not null);
                        Assert.InRange(statuses[0].Evaluations, seen, 2_000);
                        seen = statuses[0].Evaluations;
                    }
                },
                cancellation)),
        ];
        Task writer = Task.Run(
            () =>
            {
                SeriesHandle series = engine.Writer.GetOrAddSeries(new SignalDescriptor("a", "1", SignalKind.Gauge), []);
                for (int i = 0; Volatile.Read(ref isOver) == 0; i++)
                    engine.Writer.Write(series, At(i), i);
            },
            cancellation);

        try
        {
            for (int i = 0; i < 2_000; i++)
                engine.Run(i);
        }
        finally
        {
            Volatile.Write(ref isOver, 1);
        }

        await Task.WhenAll([.. readers, writer]);
        Assert.Equal(2_000, engine.StatusOf("T1").Evaluations);
        Assert.True(engine.FindingsDropped > 0);
    }
}
