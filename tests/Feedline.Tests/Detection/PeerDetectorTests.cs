using CsCheck;

namespace Feedline.Tests.Detection;

public sealed class PeerDetectorTests
{
    [Fact]
    public void A_peer_apart_is_one_alarm_where_it_begins_and_keeps_its_score()
    {
        AnomalyScore[][] scores = Run(16, 800, (values, t) => values[5] += t >= 600 ? 40 : 0);

        Assert.Equal([(600, 5)], Alarms(scores, 600));
        Assert.All(scores.Skip(600), row => Assert.InRange(row[5].Score, 0.99, 1));
    }

    [Fact]
    public void What_all_share_is_no_anomaly()
    {
        AnomalyScore[][] scores = Run(16, 800, (values, t) =>
        {
            for (int i = 0; t == 700 && i < values.Length; i++)
                values[i] += 500;
        });

        Assert.All(scores[700], score => Assert.False(score.IsAnomalous));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(128)]
    public void Quiet_windows_seldom_alarm(int peers)
    {
        AnomalyScore[][] scores = Run(peers, 20_500, (_, _) => { });
        int high = scores.Skip(500).Chunk(SeriesDetector.WindowLength).Count(window => window.Any(row => row.Any(score => score.Score >= 0.99)));

        Assert.InRange(high, 0, 6);
    }

    [Fact]
    public void Bad_input_scores_0()
    {
        var detector = new PeerDetector(5);
        var scores = new AnomalyScore[5];
        for (int t = 0; t < 300; t++)
            detector.Score([1, 1, 1, 1, 1], scores);
        Assert.All(scores, score => Assert.False(score.IsAnomalous));

        detector.Score([1, 1, double.NaN, 1, double.PositiveInfinity], scores);
        Assert.All(scores, score => Assert.Equal(0, score.Score));
        Assert.Equal(
            [UnscoredReason.WarmUp, UnscoredReason.WarmUp, UnscoredReason.NotFinite, UnscoredReason.WarmUp, UnscoredReason.NotFinite],
            scores.Select(score => score.Reason));

        Assert.Throws<ArgumentException>("values", () => detector.Score([1], scores));
        Assert.Throws<ArgumentException>("scores", () => detector.Score([1, 1, 1, 1, 1], scores.AsSpan(1)));
        Assert.Throws<ArgumentOutOfRangeException>("peers", () => new PeerDetector(0));
    }

    [Fact]
    public void An_instant_costs_no_allocation()
    {
        var detector = new PeerDetector(64);
        var scores = new AnomalyScore[64];
        double[] values = Noise.Of("normal", 64, seed: 1);
        long least = long.MaxValue;
        for (int t = 0; t < 1000; t++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            detector.Score(values, scores);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(650)]
    public void A_restored_detector_goes_on_to_the_bit(int saveAt)
    {
        var random = new Random(4);
        double[][] steps = [.. Enumerable.Range(0, 2000).Select(t => Enumerable.Range(0, 8).Select(i => Noise.Normal(random) + (i == 3 && t is > 600 and < 700 ? 30 : 0)).ToArray())];
        var detector = new PeerDetector(8);
        AnomalyScore[] scores = new AnomalyScore[8], others = new AnomalyScore[8];
        foreach (double[] step in steps.Take(saveAt))
            detector.Score(step, scores);

        PeerDetector restored = PeerDetector.Restore(detector.Save());
        Assert.Equal(8, restored.Peers);
        foreach (double[] step in steps.Skip(saveAt))
        {
            detector.Score(step, scores);
            restored.Score(step, others);
            Assert.Equal(scores, others);
        }

        Assert.Equal(detector.Save(), restored.Save());
    }

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        byte[] state = new PeerDetector(5).Save();
        byte[] other = [.. state];
        other[4] = 99;

        Assert.Contains("version 99", Assert.Throws<FormatException>(() => PeerDetector.Restore(other)).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => PeerDetector.Restore([]));
        Assert.Throws<FormatException>(() => PeerDetector.Restore(new SeriesDetector().Save()));
        Assert.Throws<FormatException>(() => SeriesDetector.Restore(state));
        Gen.Select(Gen.Int[0, state.Length - 1], Gen.Int[1, 255]).Sample((at, change) =>
        {
            byte[] damaged = [.. state];
            damaged[at] ^= (byte)change;
            Assert.Throws<FormatException>(() => PeerDetector.Restore(damaged));
            Assert.Throws<FormatException>(() => PeerDetector.Restore(state.AsSpan(0, at)));
        }, iter: 100);
    }

    private static AnomalyScore[][] Run(int peers, int instants, Action<double[], int> spoil)
    {
        var random = new Random(peers);
        var detector = new PeerDetector(peers);
        var all = new AnomalyScore[instants][];
        for (int t = 0; t < instants; t++)
        {
            double[] values = [.. Enumerable.Range(0, peers).Select(_ => 100 + Noise.Normal(random))];
            spoil(values, t);
            detector.Score(values, all[t] = new AnomalyScore[peers]);
        }

        return all;
    }

    private static IEnumerable<(int, int)> Alarms(AnomalyScore[][] scores, int first) =>
        from t in Enumerable.Range(first, scores.Length - first)
        from i in Enumerable.Range(0, scores[t].Length)
        where scores[t][i].IsAnomalous
        select (t, i);
}
