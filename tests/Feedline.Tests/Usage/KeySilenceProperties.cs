using CsCheck;

namespace Feedline.Tests.Usage;

public sealed class KeySilenceProperties
{
    private const long Second = UnixTime.NanosecondsPerSecond;
    private const long Start = 1_764_000_000 * Second;

    // Mostly short gaps, and long ones now and then.
    private static readonly Gen<double[]> Gaps = Gen.Frequency((12, Gen.Double[0.5, 30]), (1, Gen.Double[100, 5000])).Array[10, 120];

    [Fact]
    public void A_silence_is_longer_than_all_before_it_and_a_good_part_of_the_log() => Gaps.Sample(gaps =>
    {
        var silence = new KeySilence();
        long time = Start;
        silence.Begin(time);
        silence.Count(time, 1);
        double found = 0;
        for (int i = 0; i < gaps.Length; i++)
        {
            long last = time;
            time += UnixTime.FromSeconds(gaps[i]);
            silence.Observe(time, last, Start, Start, double.NaN);
            silence.Count(time, 1);
            if (silence.Seconds == found)
                continue;

            // The silence that was found: by looking at all gaps again.
            found = silence.Seconds;
            int at = Enumerable.Range(0, i + 1).Last(j => Math.Abs(gaps[j] - found) < 1e-6);
            double before = gaps[..at].Sum();
            Assert.True(found >= 4 * gaps[..at].DefaultIfEmpty(0).Max() - 1e-6);
            Assert.True(found >= 0.2 * (before + found) - 1e-6);
            Assert.True(found >= 300);
            Assert.True(i - at + 1 >= 6);
            Assert.True(gaps[(at + 1)..(i + 1)].Sum() <= (found / 4) + 1e-6);
            Assert.Equal(silence.LongestBefore, gaps[..at].DefaultIfEmpty(0).Max(), 1e-6);
            Assert.Equal(before + found, UnixTime.ToSeconds(silence.ActiveSince - Start), 1e-3);
        }
    });

    [Fact]
    public void Where_the_others_fell_silent_too_there_is_none() => Gaps.Sample(gaps =>
    {
        var silence = new KeySilence();
        long time = Start;
        silence.Begin(time);
        silence.Count(time, 1);
        foreach (double gap in gaps)
        {
            long last = time;
            time += UnixTime.FromSeconds(gap);
            Assert.False(silence.Observe(time, last, Start, Start, 0));
            silence.Count(time, 1);
        }

        Assert.Equal((0, Start), (silence.Seconds, silence.UsedSince));
    });

    [Fact]
    public void Requests_by_chance_at_one_rate_are_never_sudden() =>
        Gen.Select(Gen.Double[-7, 0], Gen.Int[0, 1_000_000]).Sample((logRate, seed) =>
        {
            var random = new Random(seed);
            var silence = new KeySilence();
            long time = Start;
            silence.Begin(time);
            silence.Count(time, 1);
            for (int i = 0; i < 200; i++)
            {
                long last = time;
                time -= UnixTime.FromSeconds(Math.Log(1 - random.NextDouble()) / Math.Exp(logRate));
                silence.Observe(time, last, Start, Start, double.NaN);
                silence.Count(time, 1);
            }

            Assert.Equal(0, silence.Seconds);
        });
}
