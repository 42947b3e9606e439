using System.Diagnostics.Metrics;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

[Collection(typeof(ProcessWideListeners))]
public sealed class QuietPathTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_quiet_evaluation_of_50_rules_allocates_nothing(bool isHeard, bool isLive)
    {
        var builder = new DiagnosticEngineBuilder
        {
            Options = new FeedlineOptions { UseBuiltInRules = false, EvaluationBudget = TimeSpan.FromMinutes(1) },
        };
        for (int i = 0; i < 50; i++)
        {
            string[] required = i % 10 == 0 ? ["signal.nobody.writes"] : i % 5 == 0 ? [SignalNames.Loss] : [];
            builder.AddRule(Descriptor($"T{i}", required), Look);
        }

        builder.ConfigureRule("T7", static options => options.Enabled = false);
        builder.ConfigureRule("T8", static options => options.Period = TimeSpan.FromHours(1));
        using DiagnosticEngine engine = builder.AddSource(new CountingSource()).AddSink(new RecordingSink()).Build();
        using MeterListener? listener = isHeard ? Listen() : null;
        SeriesHandle loss = engine.Writer.GetOrAddSeries(new SignalDescriptor(SignalNames.Loss, "1", SignalKind.Gauge), []);
        for (int i = 0; i < 100; i++)
            engine.Writer.Write(loss, At(i), i);

        engine.Start();
        EvaluationReport report = default;
        long allocated = -1;
        for (int round = 0; round < 2; round++)
        {
            // The first round warms up.
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 300; i++)
            {
                report = isLive
                    ? engine.Evaluate(CancellationToken.None)
                    : engine.EvaluateAt(At(100), CancellationToken.None);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
        Assert.Equal(43, report.RulesEvaluated);
        Assert.Empty(report.Findings);
        Assert.Empty(report.Failures);
    }

    [Fact]
    public void Quiet_reports_share_their_empty_lists()
    {
        using DiagnosticEngine engine = Builder().AddRule("T1", static _ => { }).Build();

        EvaluationReport first = engine.Run(1);
        EvaluationReport second = engine.Run(2);

        Assert.Same(first.Findings, second.Findings);
        Assert.Same(first.Failures, second.Failures);
    }

    private static void Look(RuleContext context)
    {
        Span<double> scratch = context.Scratch(64);
        foreach (SeriesKey series in context.Series(SignalNames.Loss))
        {
            SampleWindow window = context.Window(series, WindowSpec.LastSamples(64));
            window.Values.CopyTo(scratch);
        }

        if (scratch[0] < 0 || context.NowUnixNanoseconds < 0 || context.CancellationToken.IsCancellationRequested || context.Jobs.Length > 0)
            throw new InvalidOperationException("Nothing of this can be.");
    }

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Feedline")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.Start();
        return listener;
    }
}
