namespace Feedline.MachineLearning.Tests.Anomalies;

public class WindowAnomalyDetectorTests
{
    private static WindowAnomalyDetector Trained(QuietRun run, int windows = 400) =>
        WindowAnomalyDetector.Train(run.Parts, run.Windows(windows), cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public void Quiet_windows_alarm_about_as_often_as_the_score_says()
    {
        int alarms = 0;
        const int Asked = 3000;
        for (int seed = 0; seed < 4; seed++)
        {
            var run = new QuietRun(seed);
            WindowAnomalyDetector detector = Trained(run);
            for (int i = 0; i < Asked; i++)
                alarms += detector.Score(run.Window(), []).IsAnomalous ? 1 : 0;
        }

        Assert.InRange(alarms, 4 * Asked * 0.003, 4 * Asked * 0.025);
    }

    [Fact]
    public void A_number_far_out_is_found_and_blamed()
    {
        var run = new QuietRun(1);
        WindowAnomalyDetector detector = Trained(run);
        var shares = new double[run.Parts.Length];
        for (int part = 0; part < shares.Length; part++)
        {
            WindowScore score = detector.Score(QuietRun.Disturbed(run.Window(), part, 15), shares);
            Assert.True(score.IsAnomalous, $"{part}: {score}");
            Assert.Equal(1, shares.Sum(), 1e-9);
            Assert.All(shares, share => Assert.InRange(share, 0, 1));
            Assert.Equal(part, shares.IndexOf(shares.Max()));
        }
    }

    [Fact]
    public void What_goes_together_as_usual_is_nearer_than_what_does_not()
    {
        // Numbers 0, 3, 6… go up and down together. All of them up by two usual spreads is nothing much; half up and half down is.
        var run = new QuietRun(2);
        WindowAnomalyDetector detector = Trained(run);
        double[] together = [.. detector.Usual];
        double[] against = [.. detector.Usual];
        for (int i = 0; i < together.Length; i += 3)
        {
            together[i] += 4.0 * (i + 1);
            against[i] += (i % 2 == 0 ? 4.0 : -4.0) * (i + 1);
        }

        Assert.False(detector.Score(together, []).IsAnomalous);
        Assert.True(detector.Score(against, []).IsAnomalous);
    }

    [Fact]
    public void Anomalies_among_the_training_windows_are_left_out()
    {
        var run = new QuietRun(3);
        double[] windows =
        [
            .. Enumerable.Range(0, 300).SelectMany(i => i is >= 100 and < 130
                ? QuietRun.Disturbed(QuietRun.Disturbed(run.Window(), 5, 40), 9, -40)
                : run.Window()),
        ];
        WindowAnomalyDetector detector = WindowAnomalyDetector.Train(run.Parts, windows, cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(detector.QuietWindows, 240, 270);
        Assert.True(detector.Score(QuietRun.Disturbed(QuietRun.Disturbed(run.Window(), 5, 40), 9, -40), []).IsAnomalous);
    }

    [Fact]
    public void A_saved_detector_scores_the_same_to_the_last_bit()
    {
        var run = new QuietRun(4);
        WindowAnomalyDetector detector = Trained(run, 60);
        using var stream = new MemoryStream();
        detector.Save(stream);
        stream.Position = 0;
        var loaded = WindowAnomalyDetector.Load(stream);
        Assert.Equal(detector.Parts, loaded.Parts);
        Assert.Equal(detector.AlarmScore, loaded.AlarmScore);
        var first = new double[run.Parts.Length];
        var second = new double[run.Parts.Length];
        for (int i = 0; i < 20; i++)
        {
            double[] window = run.Window();
            Assert.Equal(detector.Score(window, first), loaded.Score(window, second));
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void A_damaged_file_is_an_error_that_says_so()
    {
        using var stream = new MemoryStream();
        Trained(new QuietRun(5), 60).Save(stream);
        byte[] good = stream.ToArray();
        for (int at = 8; at < good.Length; at += 97)
        {
            byte[] bad = [.. good];
            bad[at] ^= 4;
            Assert.Contains("checksum", Refused(bad), StringComparison.Ordinal);
        }

        foreach (int length in new[] { 0, 3, 30, 200, good.Length - 1 })
            Refused(good[..length]);
        Assert.Contains("no detector", Refused([.. "PK"u8, .. good]), StringComparison.Ordinal);
        byte[] other = [.. good];
        other[4] = 2;
        Assert.Contains("version 2", Refused(other), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_none_count_as_usual_until_too_many_are()
    {
        var run = new QuietRun(6);
        WindowAnomalyDetector detector = Trained(run);
        double[] window = run.Window();
        var shares = new double[window.Length];
        window[0] = double.NaN;
        window[1] = double.PositiveInfinity;
        WindowScore score = detector.Score(window, shares);
        Assert.Equal(UnscoredReason.None, score.Reason);
        Assert.True(double.IsFinite(score.Distance));
        Array.Fill(window, double.NaN, 0, (window.Length / 2) + 1);
        score = detector.Score(window, shares);
        Assert.Equal((0.0, UnscoredReason.NotFinite, false), (score.Score, score.Reason, score.IsAnomalous));
        Assert.All(shares, share => Assert.Equal(0, share));
    }

    [Fact]
    public void Numbers_that_never_changed_are_seen_to_change()
    {
        var run = new QuietRun(7);
        double[] windows = run.Windows(100);
        for (int i = 0; i < windows.Length; i += run.Parts.Length)
            (windows[i], windows[i + 1]) = (7, 0);
        WindowAnomalyDetector detector = WindowAnomalyDetector.Train(run.Parts, windows, cancellationToken: TestContext.Current.CancellationToken);
        double[] window = run.Window();
        (window[0], window[1]) = (7, 0);
        Assert.False(detector.Score(window, []).IsAnomalous);
        window[0] = 9;
        Assert.True(detector.Score(window, []).IsAnomalous);

        // All alike: nothing is known of what is usual beside it.
        detector = WindowAnomalyDetector.Train(run.Parts, new double[64 * run.Parts.Length], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, detector.Score(new double[run.Parts.Length], []).Distance);
        Assert.False(detector.Score(new double[run.Parts.Length], []).IsAnomalous);
    }

    [Fact]
    public void All_threads_get_what_one_gets()
    {
        var run = new QuietRun(8);
        WindowAnomalyDetector detector = Trained(run);
        double[] windows = run.Windows(500);
        var expected = new WindowScore[500];
        detector.ScoreAll(windows, expected);
        Parallel.For(0, 8, _ =>
        {
            var scores = new WindowScore[500];
            detector.ScoreAll(windows, scores);
            Assert.Equal(expected, scores);
        });
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var run = new QuietRun(9);
        WindowAnomalyDetector detector = Trained(run);
        double[] windows = run.Windows(50);
        var scores = new WindowScore[50];
        var shares = new double[run.Parts.Length];
        Assert.Equal(0, Allocation.Of(() =>
        {
            detector.ScoreAll(windows, scores);
            detector.Score(windows.AsSpan(0, shares.Length), shares);
        }));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var run = new QuietRun(10);
        CancellationToken token = TestContext.Current.CancellationToken;
        Assert.Throws<ArgumentException>("parts", () => WindowAnomalyDetector.Train([run.Parts[0]], new double[100], cancellationToken: token));
        Assert.Throws<ArgumentException>("windows", () => WindowAnomalyDetector.Train(run.Parts, run.Windows(47), cancellationToken: token));
        Assert.Throws<ArgumentException>("windows", () => WindowAnomalyDetector.Train(run.Parts, run.Windows(60).AsSpan(1), cancellationToken: token));
        foreach (WindowAnomalyOptions bad in new WindowAnomalyOptions[] { new() { AlarmScore = 1 }, new() { Components = 0 }, new() { Kept = 10 }, new() { FirstTraining = 10 } })
            Assert.Throws<ArgumentOutOfRangeException>(() => WindowAnomalyDetector.Train(run.Parts, run.Windows(60), bad, token));
        WindowAnomalyDetector detector = Trained(run, 60);
        Assert.Throws<ArgumentException>("window", () => detector.Score(new double[3], []));
        Assert.Throws<ArgumentException>("contributions", () => detector.Score(new double[24], new double[3]));
        Assert.Throws<ArgumentException>("windows", () => detector.ScoreAll(new double[25], new WindowScore[1]));
        Assert.Throws<OperationCanceledException>(() => WindowAnomalyDetector.Train(run.Parts, run.Windows(60), null, new CancellationToken(canceled: true)));
    }

    private static string Refused(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return Assert.Throws<InvalidDataException>(() => WindowAnomalyDetector.Load(stream)).Message;
    }
}
