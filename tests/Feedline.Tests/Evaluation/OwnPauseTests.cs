using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Evaluation;

public sealed class OwnPauseTests
{
    [Fact]
    public void A_clock_that_runs_ahead_of_the_running_time_is_a_pause()
    {
        var time = new SuspendableTime();
        using DiagnosticEngine engine = new DiagnosticEngineBuilder
        {
            TimeProvider = time,
            Options = new FeedlineOptions { UseBuiltInRules = false },
        }.Build();
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        TimeSpan first = engine.Evaluate(cancellation).OwnPause;
        time.Run(TimeSpan.FromSeconds(10));
        TimeSpan second = engine.Evaluate(cancellation).OwnPause;
        time.Run(TimeSpan.FromSeconds(10));
        time.Suspend(TimeSpan.FromMinutes(20));
        TimeSpan third = engine.Evaluate(cancellation).OwnPause;
        time.Suspend(TimeSpan.FromMilliseconds(5));
        TimeSpan fourth = engine.Evaluate(cancellation).OwnPause;
        time.Suspend(TimeSpan.FromMinutes(-20));
        TimeSpan fifth = engine.Evaluate(cancellation).OwnPause;

        // Garbage collections of the test process come on top; they are real pauses.
        Assert.Equal(TimeSpan.Zero, first);
        Assert.InRange(second, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Assert.InRange(third, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30));
        Assert.InRange(fourth, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Assert.InRange(fifth, TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void An_evaluation_at_a_given_time_has_no_pause()
    {
        using DiagnosticEngine engine = Builder().Build();

        Assert.Equal(TimeSpan.Zero, engine.Run(1).OwnPause);
        Assert.Equal(TimeSpan.Zero, engine.Run(1_000).OwnPause);
    }

    private sealed class SuspendableTime : TimeProvider
    {
        private DateTimeOffset _clock = Epoch;
        private long _running;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _clock;

        public override long GetTimestamp() => _running;

        public void Run(TimeSpan length)
        {
            _running += length.Ticks;
            _clock += length;
        }

        public void Suspend(TimeSpan length) => _clock += length;
    }
}
