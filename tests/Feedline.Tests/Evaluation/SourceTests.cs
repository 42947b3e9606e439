using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class SourceTests
{
    [Fact]
    public void Sources_are_started_once_asked_before_the_rules_and_disposed_with_the_engine()
    {
        var order = new List<string>();
        var source = new CountingSource { OnCollect = () => order.Add("collect") };
        DiagnosticEngine engine = Builder().AddSource(source).AddRule("T1", _ => order.Add("rule")).Build();

        engine.Run(1);
        Assert.Equal((0, 0), (source.Starts, source.Collects));

        engine.Start();
        engine.Start();
        engine.Run(2);
        engine.Dispose();

        Assert.Equal((1, 1, 1), (source.Starts, source.Collects, source.Disposals));
        Assert.Equal(["rule", "collect", "rule"], order);
    }

    [Fact]
    public void A_source_writes_into_the_engines_store()
    {
        int series = 0;
        using DiagnosticEngine engine = Builder()
            .AddSource(new CountingSource
            {
                OnStart = writer => writer.GetOrAddSeries(new SignalDescriptor("a", "1", SignalKind.Gauge), []),
            })
            .AddRule("T1", context => series = context.Series("a").Length)
            .Build();

        engine.Start();
        engine.Run(1);

        Assert.Equal(1, series);
    }

    [Fact]
    public void A_source_that_fails_to_start_is_told_of_and_left_alone_while_others_run()
    {
        var broken = new CountingSource { OnStart = _ => throw new FormatException("No such meter.") };
        var healthy = new CountingSource();
        using DiagnosticEngine engine = Builder().AddSource(broken).AddSource(healthy).Build();

        engine.Start();
        EvaluationReport first = engine.Run(1);
        EvaluationReport second = engine.Run(2);

        EvaluationFailure failure = Assert.Single(first.Failures);
        Assert.Equal((FailureOrigin.Source, nameof(CountingSource), 1), (failure.Origin, failure.Name, failure.ConsecutiveFailures));
        Assert.Equal("No such meter.", failure.Exception.Message);
        Assert.Empty(second.Failures);
        Assert.Equal((0, 2), (broken.Collects, healthy.Collects));
    }

    [Fact]
    public void A_source_that_fails_when_asked_is_told_of_each_time_and_asked_again()
    {
        var source = new CountingSource { OnCollect = () => throw new FormatException("Broken.") };
        int runs = 0;
        using DiagnosticEngine engine = Builder().AddSource(source).AddRule("T1", _ => runs++).Build();
        engine.Start();

        int[] counts = [.. Enumerable.Range(1, 3).Select(second => Assert.Single(engine.Run(second).Failures).ConsecutiveFailures)];
        source.OnCollect = null;
        Assert.Empty(engine.Run(4).Failures);
        source.OnCollect = () => throw new FormatException("Broken.");

        Assert.Equal([1, 2, 3], counts);
        Assert.Equal(1, Assert.Single(engine.Run(5).Failures).ConsecutiveFailures);
        Assert.Equal(5, runs);
    }
}
