namespace Feedline.MachineLearning.Tests.Anomalies;

public class AdaptiveWindowDetectorTests
{
    private static readonly WindowAnomalyOptions Inline = new() { TrainInBackground = false };

    [Fact]
    public void It_warms_up_then_scores()
    {
        var run = new QuietRun(1);
        var detector = new AdaptiveWindowDetector(run.Parts, Inline);
        int warmingUp = 0;
        while (detector.Score(run.Window(), []).Reason == UnscoredReason.WarmUp)
            warmingUp++;

        Assert.InRange(warmingUp, Inline.FirstTraining, Inline.FirstTraining + 8);
        Assert.Equal((1, 0), (detector.Trainings, detector.FailedTrainings));
        Assert.True(detector.Score(QuietRun.Disturbed(run.Window(), 3, 30), []).IsAnomalous);
    }

    [Fact]
    public void It_trains_again_as_more_is_known_and_gives_the_same_each_time()
    {
        WindowScore[] first = Scores(new QuietRun(2), 700);
        Assert.Equal(first, Scores(new QuietRun(2), 700));
        Assert.InRange(first.Skip(100).Count(score => score.IsAnomalous), 0, 30);
    }

    [Fact]
    public async Task In_the_background_scoring_goes_on_with_the_old_model()
    {
        var run = new QuietRun(3);
        using var mayEnd = new SemaphoreSlim(0);
        var detector = new AdaptiveWindowDetector(run.Parts, null, (parts, windows, options, token) =>
        {
            mayEnd.Wait(token);
            return WindowAnomalyDetector.Train(parts, windows, options, token);
        }, TestContext.Current.CancellationToken);

        Feed(detector, run, 80);
        Assert.Null(detector.Current);
        Assert.False(detector.Training.IsCompleted);
        mayEnd.Release();
        await detector.Training;
        WindowAnomalyDetector model = detector.Current!;
        Assert.NotNull(model);

        // The second training is under way and held up: the first model goes on.
        Feed(detector, run, 100);
        Assert.False(detector.Training.IsCompleted);
        Assert.Same(model, detector.Current);
        mayEnd.Release();
        await detector.Training;
        Assert.NotSame(model, detector.Current);
        Assert.Equal(2, detector.Trainings);
    }

    [Fact]
    public void A_training_that_fails_keeps_the_model_and_is_told()
    {
        var run = new QuietRun(4);
        bool fails = false;
        var detector = new AdaptiveWindowDetector(run.Parts, Inline, (parts, windows, options, token) =>
            fails ? throw new InvalidOperationException("no luck") : WindowAnomalyDetector.Train(parts, windows, options, token),
            TestContext.Current.CancellationToken);
        Feed(detector, run, 60);
        WindowAnomalyDetector? model = detector.Current;
        fails = true;
        Feed(detector, run, 100);
        Assert.Same(model, detector.Current);
        Assert.True(detector.FailedTrainings > 0);
        Assert.Equal("no luck", detector.LastFailure?.Message);
        Assert.Equal(UnscoredReason.None, detector.Score(run.Window(), []).Reason);
        fails = false;
        Feed(detector, run, 400);
        Assert.NotSame(model, detector.Current);
    }

    [Fact]
    public async Task A_stop_ends_the_training_and_is_no_failure()
    {
        var run = new QuietRun(5);
        using var stop = new CancellationTokenSource();
        var detector = new AdaptiveWindowDetector(run.Parts, null, (_, _, _, token) =>
        {
            token.WaitHandle.WaitOne();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("not stopped");
        }, stop.Token);
        Feed(detector, run, 80);
        await stop.CancelAsync();
        await detector.Training;
        Feed(detector, run, 200);
        Assert.Equal((0, 0), (detector.Trainings, detector.FailedTrainings));
        Assert.True(detector.Training.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_was_forgotten_during_a_training_does_not_come_back()
    {
        var run = new QuietRun(6);
        using var mayEnd = new SemaphoreSlim(0);
        var detector = new AdaptiveWindowDetector(run.Parts, null, (parts, windows, options, token) =>
        {
            mayEnd.Wait(token);
            return WindowAnomalyDetector.Train(parts, windows, options, token);
        }, TestContext.Current.CancellationToken);
        Feed(detector, run, 80);
        detector.Forget();
        mayEnd.Release();
        await detector.Training;
        Assert.Null(detector.Current);
    }

    [Fact]
    public void A_lasting_change_is_an_anomaly_then_the_new_usual()
    {
        var run = new QuietRun(7);
        var detector = new AdaptiveWindowDetector(run.Parts, Inline);
        Feed(detector, run, 300);
        int anomalies = 0;
        for (int i = 0; i < 500; i++)
            anomalies += detector.Score(QuietRun.Disturbed(run.Window(), 2, 40), []).IsAnomalous ? 1 : 0;

        Assert.InRange(anomalies, 250, 280);
        Assert.False(detector.Score(QuietRun.Disturbed(run.Window(), 2, 40), []).IsAnomalous);
        Assert.True(detector.Score(QuietRun.Disturbed(run.Window(), 2, -40), []).IsAnomalous);
    }

    [Fact]
    public void A_short_anomaly_is_not_learned()
    {
        var run = new QuietRun(8);
        var detector = new AdaptiveWindowDetector(run.Parts, Inline);
        Feed(detector, run, 300);
        for (int i = 0; i < 100; i++)
            Assert.True(detector.Score(QuietRun.Disturbed(run.Window(), 2, 40), []).IsAnomalous);

        Feed(detector, run, 300);
        Assert.True(detector.Score(QuietRun.Disturbed(run.Window(), 2, 40), []).IsAnomalous);
    }

    [Fact]
    public void Scoring_between_trainings_allocates_nothing()
    {
        var run = new QuietRun(9);
        var detector = new AdaptiveWindowDetector(run.Parts, Inline);
        Feed(detector, run, 600);
        double[] window = run.Window();
        var shares = new double[window.Length];
        Assert.Equal(0, Allocation.Of(() => detector.Score(window, shares)));
    }

    private static WindowScore[] Scores(QuietRun run, int count)
    {
        var detector = new AdaptiveWindowDetector(run.Parts, Inline);
        return [.. Enumerable.Range(0, count).Select(_ => detector.Score(run.Window(), []))];
    }

    private static void Feed(AdaptiveWindowDetector detector, QuietRun run, int count)
    {
        for (int i = 0; i < count; i++)
            detector.Score(run.Window(), []);
    }
}
