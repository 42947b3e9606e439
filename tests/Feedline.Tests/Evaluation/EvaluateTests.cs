using Microsoft.Extensions.Time.Testing;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class EvaluateTests
{
    private static readonly SignalDescriptor Loss = new(SignalNames.Loss, "1", SignalKind.Gauge);

    [Fact]
    public void A_rule_sees_samples_and_its_report_becomes_a_finding()
    {
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", static context =>
            {
                foreach (SeriesKey series in context.Series(SignalNames.Loss))
                {
                    SampleWindow window = context.Window(series, WindowSpec.Last(TimeSpan.FromSeconds(10)));
                    if (!window.IsEmpty && window.Values[^1] > 5)
                        context.Report(Draft(message: $"Loss is {window.Values[^1]}."));
                }
            })
            .Build();
        SeriesHandle loss = engine.Writer.GetOrAddSeries(Loss, []);

        engine.Writer.Write(loss, At(1), 1);
        EvaluationReport quiet = engine.Run(2);
        engine.Writer.Write(loss, At(3), 6);
        EvaluationReport loud = engine.Run(4);

        Assert.Equal((1, 0), (quiet.RulesEvaluated, quiet.RulesDeferred));
        Assert.Empty(quiet.Findings);
        Finding finding = Assert.Single(loud.Findings);
        Assert.Equal("Loss is 6.", finding.Message);
        Assert.Equal(FindingState.Opened, finding.State);
        Assert.Equal(At(4), finding.DetectedUnixNanoseconds);
        Assert.Equal(new FindingKey("T1", "job", ""), finding.Key);
        Assert.Equal([finding], engine.ActiveFindings);
    }

    [Fact]
    public void A_live_evaluation_takes_its_time_from_the_time_provider()
    {
        var time = new FakeTimeProvider(Epoch);
        long seen = 0;
        using DiagnosticEngine engine = Builder(time).AddRule("T1", context => seen = context.NowUnixNanoseconds).Build();

        time.Advance(TimeSpan.FromSeconds(7));
        engine.Evaluate(TestContext.Current.CancellationToken);

        Assert.Equal(At(7), seen);
    }

    [Fact]
    public void An_evaluation_at_a_given_time_keeps_that_time_to_the_tick()
    {
        long seen = 0;
        using DiagnosticEngine engine = Builder().AddRule("T1", context => seen = context.NowUnixNanoseconds).Build();

        engine.EvaluateAt(Epoch.AddTicks(3), TestContext.Current.CancellationToken);

        Assert.Equal(At(0) + 300, seen);
    }

    [Fact]
    public void Evaluations_follow_each_other()
    {
        DiagnosticEngine? engine = null;
        Exception? inner = null;
        engine = Builder().AddRule("T1", _ => inner = Record.Exception(() => engine!.Run(1))).Build();

        engine.Run(1);

        Assert.IsType<InvalidOperationException>(inner);
        engine.Run(2);
        engine.Dispose();
    }

    [Fact]
    public async Task An_evaluation_during_another_on_another_thread_is_refused()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var entered = new SemaphoreSlim(0);
        using var leave = new SemaphoreSlim(0);
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", _ =>
            {
                entered.Release();
                leave.Wait(cancellation);
            })
            .Build();

        Task<EvaluationReport> first = Task.Run(() => engine.EvaluateAt(At(1), CancellationToken.None), cancellation);
        await entered.WaitAsync(cancellation);
        Exception? second = Record.Exception(() => engine.Run(1));
        leave.Release();

        Assert.IsType<InvalidOperationException>(second);
        Assert.Equal(1, (await first).RulesEvaluated);
    }

    [Fact]
    public void A_disposed_engine_evaluates_no_more_but_its_findings_stay()
    {
        DiagnosticEngine engine = Builder().AddRule("T1", context => context.Report(Draft())).Build();
        engine.Run(1);

        engine.Dispose();
        engine.Dispose();

        Assert.Throws<ObjectDisposedException>(() => engine.Run(2));
        Assert.Throws<ObjectDisposedException>(() => engine.Evaluate(TestContext.Current.CancellationToken));
        Assert.Throws<ObjectDisposedException>(engine.Start);
        Assert.Single(engine.ActiveFindings);
    }

    [Fact]
    public void Engines_of_one_process_know_nothing_of_each_other()
    {
        RuleDescriptor descriptor = Descriptor("T1", SignalNames.Loss);
        DiagnosticEngine[] engines =
        [
            .. Enumerable.Range(0, 8).Select(_ => Builder().AddRule(descriptor, context => context.Report(Draft())).Build()),
        ];
        SeriesHandle loss = engines[3].Writer.GetOrAddSeries(Loss, []);
        engines[3].Writer.Write(loss, At(1), 1);

        Parallel.ForEach(engines, engine => engine.Run(2));

        Assert.All(engines, (engine, index) => Assert.Equal(index == 3 ? 1 : 0, engine.ActiveFindings.Length));
        foreach (DiagnosticEngine engine in engines)
            engine.Dispose();
    }
}
