using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class RuleContextTests
{
    private static readonly SignalDescriptor Loss = new(SignalNames.Loss, "1", SignalKind.Gauge);

    [Fact]
    public void A_context_is_of_no_use_after_the_run()
    {
        RuleContext? kept = null;
        SeriesKey? series = null;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                kept = context;
                series = context.Series(SignalNames.Loss)[0];
            })
            .Build();
        engine.Writer.GetOrAddSeries(Loss, []);
        engine.Run(1);

        Assert.All(UsesOf(kept!, series!), use => Assert.Throws<InvalidOperationException>(use));
    }

    [Fact]
    public void A_context_is_of_no_use_to_another_rule()
    {
        RuleContext? kept = null;
        Exception? thrown = null;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context => kept = context)
            .AddRule("T2", _ => thrown = Record.Exception(() => kept!.Report(Draft())))
            .Build();

        engine.Run(1);

        Assert.IsType<InvalidOperationException>(thrown);
        Assert.Empty(engine.Findings);
    }

    [Fact]
    public void A_context_is_of_no_use_to_another_thread()
    {
        Exception? thrown = null;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                var thread = new Thread(() => thrown = Record.Exception(() => context.Report(Draft())));
                thread.Start();
                thread.Join();
            })
            .Build();

        engine.Run(1);

        Assert.IsType<InvalidOperationException>(thrown);
    }

    [Fact]
    public void A_context_is_of_no_use_after_a_run_that_threw()
    {
        RuleContext? kept = null;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                kept = context;
                throw new FormatException("Broken.");
            })
            .Build();

        engine.Run(1);

        Assert.Throws<InvalidOperationException>(() => kept!.Report(Draft()));
    }

    [Fact]
    public void Scratch_is_zeroed_and_never_handed_out_twice_in_a_run()
    {
        var sums = new List<double>();
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                Span<double> small = context.Scratch(10);
                Span<double> large = context.Scratch(100_000);
                Span<double> next = context.Scratch(3);
                sums.Add(Sum(small) + Sum(large) + Sum(next));
                small.Fill(1);
                large.Fill(2);
                next.Fill(3);
                sums.Add(Sum(small) + Sum(large) + Sum(next));
                Assert.Equal(0, context.Scratch(0).Length);
            })
            .AddRule("T2", context => sums.Add(Sum(context.Scratch(100_013))))
            .Build();

        Assert.Empty(engine.Run(1).Failures);
        Assert.Empty(engine.Run(2).Failures);

        Assert.Equal([0, 10 + 200_000 + 9, 0, 0, 10 + 200_000 + 9, 0], sums);
    }

    [Fact]
    public void Scratch_of_a_negative_length_is_refused()
    {
        Exception? thrown = null;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context => thrown = Record.Exception(() => context.Scratch(-1).Length))
            .Build();

        engine.Run(1);

        Assert.IsType<ArgumentOutOfRangeException>(thrown);
    }

    [Fact]
    public void A_window_of_a_series_of_another_store_is_refused()
    {
        Exception? thrown = null;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context => thrown = Record.Exception(
                () => context.Window(new SeriesKey(Loss, []), WindowSpec.LastSamples(1)).Count))
            .Build();

        engine.Run(1);

        Assert.IsType<ArgumentException>(thrown);
    }

    [Fact]
    public void State_is_kept_by_rule_and_job()
    {
        FakeJob[] jobs = [new("a"), new("b"), new("a")];
        var seen = new List<(string Rule, int Job, object State)>();
        DiagnosticEngineBuilder builder = Builder();
        foreach (string id in (string[])["T1", "T2"])
        {
            builder.AddRule(id, context =>
            {
                for (int job = 0; job < jobs.Length; job++)
                    seen.Add((id, job, context.State(jobs[job], static () => new object())));
            });
        }

        using DiagnosticEngine engine = builder.Build();
        engine.Run(1);
        engine.Run(2);

        Assert.Equal(12, seen.Count);
        Assert.Equal(6, seen.Select(entry => entry.State).Distinct().Count());
        Assert.All(seen.GroupBy(entry => (entry.Rule, entry.Job)), group => Assert.Single(group.Select(entry => entry.State).Distinct()));
    }

    [Fact]
    public void State_of_another_type_or_null_is_a_fault_that_is_explained()
    {
        var job = new FakeJob("a");
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context =>
            {
                context.State(job, static () => new object());
                context.State(job, static () => "text");
            })
            .AddRule("T2", context => context.State<object>(job, static () => null!))
            .Build();

        EvaluationReport report = engine.Run(1);

        Assert.Equal(2, report.Failures.Count);
        Assert.Contains("a Object for the job, not a String", report.Failures[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("null", report.Failures[1].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_report_is_refused_where_it_is_made()
    {
        Exception? thrown = null;
        using DiagnosticEngine engine = Builder()
            .AddRule("T1", context => thrown = Record.Exception(() => context.Report(null!)))
            .Build();

        engine.Run(1);

        Assert.IsType<ArgumentNullException>(thrown);
    }

    private static Action[] UsesOf(RuleContext context, SeriesKey series) =>
    [
        () => _ = context.NowUnixNanoseconds,
        () => _ = context.CancellationToken,
        () => _ = context.Jobs.Length,
        () => _ = context.Series(SignalNames.Loss).Length,
        () => _ = context.Window(series, WindowSpec.LastSamples(1)).Count,
        () => _ = context.Scratch(1).Length,
        () => context.State(new FakeJob("a"), static () => new object()),
        () => context.Report(Draft()),
    ];

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;

        return sum;
    }
}
