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
    public void Requests_by_chance_at_one_rate_are_hardly_ever_sudden()
    {
        // Each silence that is looked at is sudden by chance once in 10,000 at most.
        const int Keys = 2000;
        int sudden = 0;
        for (int seed = 0; seed < Keys; seed++)
        {
            var random = new Random(seed);
            double rate = Math.Exp(-7 * random.NextDouble());
            var silence = new KeySilence();
            long time = Start;
            silence.Begin(time);
            silence.Count(time, 1);
            for (int i = 0; i < 200; i++)
            {
                long last = time;
                time -= UnixTime.FromSeconds(Math.Log(1 - random.NextDouble()) / rate);
                silence.Observe(time, last, Start, Start, double.NaN);
                silence.Count(time, 1);
            }

            sudden += silence.Seconds > 0 ? 1 : 0;
        }

        Assert.InRange(sudden, 0, Keys / 200);
    }

    [Theory]
    [InlineData(400, 60, 0.2, 0.2, true)] // longer than before
    [InlineData(400, 900, 0.05, 0.4, true)] // faster than before
    [InlineData(0, 60, 0.2, 0.2, false)] // it may have been in use for long before the log began
    [InlineData(0, 900, 0.2, 0.2, false)] // as before
    public void Lasting_use_that_is_unlike_all_before_is_otherwise(double begin, double use, double before, double after, bool isOtherwise) =>
        Gen.Int[0, 1_000_000].Sample(seed =>
        {
            var random = new Random(seed);
            var silence = new KeySilence();
            double last = begin;
            silence.Begin(At(begin));
            silence.Count(At(begin), 1);
            foreach ((double from, double to, double rate) in ((double, double, double)[])[(begin, begin + use, before), (begin + use + 2000, begin + use + 4500, after)])
            {
                for (double time = from + (1 / rate); time < to; time += (0.5 + random.NextDouble()) / rate)
                {
                    silence.Observe(At(time), At(last), At(begin), Start, double.NaN);
                    silence.Count(At(time), 1);
                    last = time;
                }
            }

            Assert.InRange(silence.Seconds, 1900, 2100);
            Assert.Equal(isOtherwise, silence.IsUsedOtherwise);
        });

    [Fact]
    public void Who_comes_back_and_works_in_sessions_does_not_last()
    {
        var silence = new KeySilence();
        double last = 400;
        silence.Begin(At(last));
        silence.Count(At(last), 1);
        double[] before = [405, 410, 415, 420];
        foreach (double time in before.Concat(Enumerable.Range(0, 200).Select(i => 2000 + (i * 8.0) + (i / 25 * 200))))
        {
            silence.Observe(At(time), At(last), At(400), Start, double.NaN);
            silence.Count(At(time), 1);
            last = time;
            Assert.False(silence.IsUsedOtherwise);
        }

        Assert.Equal(1580, silence.Seconds, 1e-6);
    }

    private static long At(double seconds) => Start + UnixTime.FromSeconds(seconds);
}
