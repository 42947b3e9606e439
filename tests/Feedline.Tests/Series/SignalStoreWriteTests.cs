namespace Feedline.Tests.Series;

public sealed class SignalStoreWriteTests
{
    [Fact]
    public void A_sample_is_kept_with_its_time_and_value()
    {
        SignalStore store = Stores.Make();
        SeriesHandle series = store.Add(Stores.Gauge);

        Assert.Equal(SampleOutcome.Accepted, store.Write(series, 10, 1.5));
        Assert.Equal(SampleOutcome.Accepted, store.Write(series, 20, 2.5));

        (long[] times, double[] values) = store.All(series);
        Assert.Equal([10, 20], times);
        Assert.Equal([1.5, 2.5], values);
        Assert.Equal(2, store.EndOf(series.Index));
        Assert.Equal(20, store.LastTimeOf(series.Index));
        Assert.Equal(2, store.CountOf(SampleOutcome.Accepted));
    }

    [Fact]
    public void A_series_without_samples_says_so()
    {
        SignalStore store = Stores.Make();
        SeriesHandle series = store.Add(Stores.Gauge);

        Assert.Equal(0, store.EndOf(series.Index));
        Assert.Equal(long.MinValue, store.LastTimeOf(series.Index));
        Assert.Empty(store.Values(series));
    }

    [Fact]
    public void Without_a_time_the_clock_stamps()
    {
        var clock = new TestClock();
        SignalStore store = Stores.Make(clock: clock);
        SeriesHandle series = store.Add(Stores.Gauge);
        long first = clock.UnixNanoseconds;
        store.Write(series, 1);
        clock.UnixNanoseconds += 100;
        store.Write(series, 2);

        Assert.Equal([first, first + 100], store.All(series).Times);
    }

    [Fact]
    public void A_clock_that_steps_back_gives_no_samples_until_it_has_caught_up()
    {
        var clock = new TestClock();
        SignalStore store = Stores.Make(clock: clock);
        SeriesHandle series = store.Add(Stores.Gauge);
        store.Write(series, 1);
        clock.UnixNanoseconds -= 1_000;
        Assert.Equal(SampleOutcome.OutOfOrder, store.Write(series, 2));
        clock.UnixNanoseconds += 1_000;
        Assert.Equal(SampleOutcome.Accepted, store.Write(series, 3));

        Assert.Equal([1.0, 3.0], store.Values(series));
        Assert.Equal(1, store.CountOf(SampleOutcome.OutOfOrder));
    }

    [Fact]
    public void Samples_of_equal_time_keep_their_order()
    {
        SignalStore store = Stores.Make();
        SeriesHandle series = store.Add(Stores.Gauge);
        foreach (double value in (double[])[3, 1, 2])
            Assert.Equal(SampleOutcome.Accepted, store.Write(series, 5, value));

        Assert.Equal([3.0, 1.0, 2.0], store.Values(series));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_dropped_and_counted(double value)
    {
        SignalStore store = Stores.Make();
        foreach (SignalDescriptor signal in (SignalDescriptor[])[Stores.Gauge, Stores.Counter, Stores.Delta, Stores.Duration])
        {
            SeriesHandle series = store.Add(signal);
            Assert.Equal(SampleOutcome.NotFinite, store.Write(series, 1, value));
            Assert.Equal(0, store.EndOf(series.Index));
        }

        Assert.Equal(4, store.CountOf(SampleOutcome.NotFinite));
        Assert.Equal(0, store.CountOf(SampleOutcome.Accepted));
    }

    [Theory]
    [InlineData(4294967295.0)]
    [InlineData(18446744073709551615.0)]
    [InlineData(9223372036854775807.0)]
    [InlineData(2147483632.0)]
    [InlineData(2147483635.0)]
    [InlineData(140737488355328.0)]
    [InlineData(140737488355331.0)]
    public void A_sentinel_is_no_value_of_a_gauge_or_a_total_but_may_be_an_increase(double value)
    {
        SignalStore store = Stores.Make();
        Assert.Equal(SampleOutcome.Sentinel, store.Write(store.Add(Stores.Gauge), 1, value));
        Assert.Equal(SampleOutcome.Sentinel, store.Write(store.Add(Stores.Counter), 1, value));
        Assert.Equal(SampleOutcome.Accepted, store.Write(store.Add(Stores.Delta), 1, value));
        Assert.Equal(2, store.CountOf(SampleOutcome.Sentinel));
    }

    [Theory]
    [InlineData(0, SampleOutcome.Accepted)]
    [InlineData(86_400, SampleOutcome.Accepted)]
    [InlineData(1_800_000_000, SampleOutcome.Accepted)]
    [InlineData(1_800_000_001, SampleOutcome.Sentinel)]
    [InlineData(1e308, SampleOutcome.Sentinel)]
    [InlineData(-0.001, SampleOutcome.Sentinel)]
    public void A_duration_is_not_negative_and_did_not_begin_before_1970(double seconds, SampleOutcome outcome)
    {
        SignalStore store = Stores.Make();
        Assert.Equal(outcome, store.Write(store.Add(Stores.Duration), 1_800_000_000 * UnixTime.NanosecondsPerSecond, seconds));
        Assert.Equal(outcome == SampleOutcome.Sentinel ? 1 : 0, store.CountOf(SampleOutcome.Sentinel));
    }

    [Theory]
    [InlineData(2147483631.0)]
    [InlineData(2147483636.0)]
    [InlineData(2147483647.0)]
    [InlineData(4294967294.0)]
    [InlineData(4294967296.0)]
    [InlineData(1e18)]
    [InlineData(1e300)]
    public void The_neighbours_of_a_sentinel_are_values(double value)
    {
        SignalStore store = Stores.Make();
        Assert.Equal(SampleOutcome.Accepted, store.Write(store.Add(Stores.Gauge), 1, value));
        Assert.Equal(SampleOutcome.Accepted, store.Write(store.Add(Stores.Counter), 1, value));
    }

    [Fact]
    public void A_size_of_128_TiB_is_a_size()
    {
        SignalStore store = Stores.Make();
        SeriesHandle series = store.Add(new SignalDescriptor("test.size", "By", SignalKind.Gauge));
        Assert.Equal(SampleOutcome.Accepted, store.Write(series, 1, Math.Pow(2, 47)));
        Assert.Equal(SampleOutcome.Sentinel, store.Write(series, 1, uint.MaxValue));
    }

    [Fact]
    public void A_gauge_may_be_negative_a_total_may_not()
    {
        SignalStore store = Stores.Make();
        Assert.Equal(SampleOutcome.Accepted, store.Write(store.Add(Stores.Gauge), 1, -1));
        Assert.Equal(SampleOutcome.Sentinel, store.Write(store.Add(Stores.Counter), 1, -1));
    }

    [Fact]
    public void A_counter_shows_increases_from_its_first_total_on()
    {
        SignalStore store = Stores.Make();
        SeriesHandle series = store.Add(Stores.Counter);
        Assert.Equal(SampleOutcome.Accepted, store.Write(series, 1, 100));
        Assert.Equal(0, store.EndOf(series.Index));
        Assert.Equal(long.MinValue, store.LastTimeOf(series.Index));
        store.Write(series, 2, 130);
        store.Write(series, 3, 130);

        Assert.Equal([30.0, 0.0], store.Values(series));
        Assert.Equal([2, 3], store.All(series).Times);
        Assert.Equal(3, store.CountOf(SampleOutcome.Accepted));
    }

    [Fact]
    public void A_total_that_falls_is_counted_and_the_base_of_what_follows()
    {
        SignalStore store = Stores.Make();
        SeriesHandle series = store.Add(Stores.Counter);
        store.Write(series, 1, 100);
        store.Write(series, 2, 150);
        Assert.Equal(SampleOutcome.CounterReset, store.Write(series, 3, 20));
        store.Write(series, 4, 25);

        Assert.Equal([50.0, 5.0], store.Values(series));
        Assert.Equal(1, store.CountOf(SampleOutcome.CounterReset));
        Assert.Equal(3, store.CountOf(SampleOutcome.Accepted));
    }

    [Fact]
    public void A_sentinel_or_a_late_total_does_not_move_the_base()
    {
        SignalStore store = Stores.Make();
        SeriesHandle series = store.Add(Stores.Counter);
        store.Write(series, 10, 100);
        store.Write(series, 11, uint.MaxValue);
        store.Write(series, 12, double.NaN);
        Assert.Equal(SampleOutcome.OutOfOrder, store.Write(series, 9, 5_000));
        store.Write(series, 13, 104);

        Assert.Equal([4.0], store.Values(series));
    }
}
