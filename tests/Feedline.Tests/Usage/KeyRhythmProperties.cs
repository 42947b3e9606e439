using CsCheck;

namespace Feedline.Tests.Usage;

public sealed class KeyRhythmProperties
{
    private const long Second = UnixTime.NanosecondsPerSecond;
    private const long Start = 1_764_000_000 * Second;

    [Fact]
    public void The_typical_gap_is_the_median_of_the_last_spacings() =>
        Gen.Long[1, 1000 * Second].Array[5, 100].Sample(gaps =>
        {
            var rhythm = new KeyRhythm();
            long time = Start;
            rhythm.Add(time, 1);
            foreach (long gap in gaps)
                rhythm.Add(time += gap, 1);

            rhythm.Judge(hasRequestTimes: true);
            double[] last = [.. gaps.TakeLast(KeyArrivals.Kept - 1).Select(gap => UnixTime.ToSeconds(gap)).Order()];
            double median = (last[(last.Length - 1) / 2] + last[last.Length / 2]) / 2;
            Assert.Equal(median, rhythm.TypicalGap, 1e-9 * median);
        });

    [Fact]
    public void A_clock_is_a_machine_whatever_its_period_its_jitter_and_its_bursts() =>
        Gen.Select(Gen.Double[10, 300], Gen.Double[0, 0.1], Gen.Int[1, 6], Gen.Int[0, 1_000_000]).Sample((period, jitter, burst, seed) =>
        {
            var random = new Random(seed);
            var rhythm = new KeyRhythm();
            for (int tick = 0; tick < 80; tick++)
            {
                double seconds = period * (tick + 1 + (jitter * (random.NextDouble() - 0.5)));
                for (int i = 0; i < burst; i++)
                    rhythm.Add(Start + UnixTime.FromSeconds(seconds + (0.3 * i)), 1);
                rhythm.Judge(hasRequestTimes: true);
            }

            Assert.True(rhythm.IsMachine);
            Assert.InRange(rhythm.Period, 0.8 * period, 1.2 * period);
            // As soon as there is enough to see, and ever since.
            Assert.InRange(rhythm.MachineSince, Start, Start + UnixTime.FromSeconds(45 * period));
        });

    [Fact]
    public void Requests_by_chance_are_no_machine()
    {
        // It may happen once in a million looks: these keys are the same in each run.
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            double rate = Math.Exp(-5 + (6 * random.NextDouble()));
            var rhythm = new KeyRhythm();
            double seconds = 0;
            long last = -1;
            for (int i = 0; i < 300; i++)
            {
                seconds -= Math.Log(1 - random.NextDouble()) / rate;
                // As a log gives them: those of one second together.
                if ((long)seconds == last)
                    rhythm.AddToLast(1);
                else
                    rhythm.Add(Start + UnixTime.FromSeconds(seconds), 1);

                last = (long)seconds;
                rhythm.Judge(hasRequestTimes: true);
                Assert.False(rhythm.IsMachine);
            }
        }
    }

    [Fact]
    public void Times_of_an_exporter_are_never_a_machine()
    {
        var rhythm = new KeyRhythm();
        for (int i = 0; i < 100; i++)
        {
            rhythm.Add(Start + (i * 10 * Second), 1);
            rhythm.Judge(hasRequestTimes: false);
        }

        Assert.False(rhythm.IsMachine);
        Assert.Equal(10, rhythm.TypicalGap);
    }

    [Fact]
    public void A_clock_that_stops_is_none_any_more()
    {
        var random = new Random(5);
        var rhythm = new KeyRhythm();
        double seconds = 0;
        for (int i = 0; i < 400; i++)
        {
            seconds += i < 100 ? 5 : -5 * Math.Log(1 - random.NextDouble());
            rhythm.Add(Start + UnixTime.FromSeconds(seconds), 1);
            rhythm.Judge(hasRequestTimes: true);
            Assert.Equal(i < 100 && i >= 24, rhythm.IsMachine && i < 100);
        }

        Assert.False(rhythm.IsMachine);
        Assert.Equal(long.MaxValue, rhythm.MachineSince);
    }
}
