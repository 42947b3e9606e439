namespace Feedline.Tests.Series;

public sealed class SignalStoreReadTests
{
    private static (SignalStore Store, SeriesHandle Series) Filled(int samples, int kept = 64)
    {
        SignalStore store = Stores.Make(samplesPerSeries: kept);
        SeriesHandle series = store.Add(Stores.Gauge);
        for (int i = 0; i < samples; i++)
            store.Write(series, i * 10L, i);
        return (store, series);
    }

    [Fact]
    public void A_cursor_moves_through_all_samples_in_pieces()
    {
        (SignalStore store, SeriesHandle series) = Filled(10);
        long cursor = 0;
        var times = new long[4];
        var values = new double[4];
        Assert.Equal(4, store.ReadFrom(series.Index, ref cursor, times, values));
        Assert.Equal([0.0, 1, 2, 3], values);
        Assert.Equal(4, store.ReadFrom(series.Index, ref cursor, times, values));
        Assert.Equal(2, store.ReadFrom(series.Index, ref cursor, times, values));
        Assert.Equal([80, 90], times[..2]);
        Assert.Equal(10, cursor);
        Assert.Equal(0, store.ReadFrom(series.Index, ref cursor, times, values));
        Assert.Equal(10, cursor);
    }

    [Fact]
    public void A_cursor_that_was_overrun_goes_on_at_the_oldest_sample_kept()
    {
        (SignalStore store, SeriesHandle series) = Filled(100, kept: 16);
        long cursor = 3;
        var times = new long[32];
        var values = new double[32];
        Assert.Equal(16, store.ReadFrom(series.Index, ref cursor, times, values));
        Assert.Equal(Enumerable.Range(84, 16).Select(i => (double)i), values[..16]);
        Assert.Equal(100, cursor);
    }

    [Fact]
    public void Samples_per_series_are_rounded_up_to_a_power_of_two()
    {
        (SignalStore store, SeriesHandle series) = Filled(200, kept: 100);
        Assert.Equal(128, store.Values(series).Length);
    }

    [Fact]
    public void Windows_hold_what_they_were_asked_for()
    {
        (SignalStore store, SeriesHandle series) = Filled(10);
        Assert.Equal([7.0, 8, 9], store.Window(series.Index, WindowSpec.LastSamples(3), 0).Values);
        Assert.Equal(10, store.Window(series.Index, WindowSpec.LastSamples(30), 0).Count);
        Assert.Equal([60, 70, 80, 90], store.Window(series.Index, WindowSpec.After(50), 0).UnixNanoseconds);
        Assert.Equal(10, store.Window(series.Index, WindowSpec.After(-1), 0).Count);
        Assert.Equal(10, store.Window(series.Index, WindowSpec.After(long.MinValue), 0).Count);
        Assert.True(store.Window(series.Index, WindowSpec.After(90), 0).IsEmpty);
        Assert.Equal([8.0, 9], store.Window(series.Index, WindowSpec.Last(TimeSpan.FromTicks(1)), 170).Values);
        Assert.Equal(10, store.Window(series.Index, WindowSpec.Last(TimeSpan.FromDays(100_000)), long.MinValue + 5).Count);
    }

    [Fact]
    public void A_window_with_fewer_samples_than_asked_for_is_empty()
    {
        (SignalStore store, SeriesHandle series) = Filled(10);
        Assert.True(store.Window(series.Index, WindowSpec.LastSamples(20, minimumSamples: 11), 0).IsEmpty);
        Assert.Equal(10, store.Window(series.Index, WindowSpec.LastSamples(20, minimumSamples: 10), 0).Count);
        Assert.True(store.Window(series.Index, WindowSpec.Last(TimeSpan.FromTicks(1), 3), 170).IsEmpty);
    }

    [Fact]
    public void Windows_of_one_rule_stay_valid_beside_each_other()
    {
        (SignalStore store, SeriesHandle series) = Filled(5_000, kept: 4_096);
        SampleWindow small = store.Window(series.Index, WindowSpec.LastSamples(3), 0);
        SampleWindow large = store.Window(series.Index, WindowSpec.LastSamples(4_000), 0);
        SampleWindow all = store.Window(series.Index, WindowSpec.LastSamples(5_000), 0);
        for (int i = 0; i < 4_096; i++)
            store.Write(series, 1_000_000 + i, -1);

        Assert.Equal([4_997.0, 4_998, 4_999], small.Values);
        Assert.Equal(1_000.0, large.Values[0]);
        Assert.Equal(4_999.0, large.Values[^1]);
        Assert.Equal(4_096, all.Count);
        Assert.Equal(904.0, all.Values[0]);
    }

    [Fact]
    public void After_a_reset_the_memory_is_used_again()
    {
        (SignalStore store, SeriesHandle series) = Filled(10);
        SampleWindow first = store.Window(series.Index, WindowSpec.LastSamples(2), 0);
        store.ResetWindows();
        SampleWindow second = store.Window(series.Index, WindowSpec.LastSamples(2), 0);
        Assert.True(first.Values == second.Values);
    }

    [Fact]
    public void Each_of_many_series_has_a_youngest_sample_of_its_own()
    {
        const int Count = 2_500;
        SignalStore store = Stores.Make(maxSeries: Count, samplesPerSeries: 16);
        for (int i = 0; i < Count; i++)
        {
            // Written before the next is made: what is shown of it must stay when there is room for more.
            SeriesHandle series = store.Add(Stores.Gauge, new Dimension("i", i));
            for (int n = 0; n < i % 3; n++)
                store.Write(series, (10L * i) + n, i + (n / 10.0));
        }

        var times = new long[4];
        var values = new double[4];
        for (int i = 0; i < Count; i++)
        {
            int written = i % 3;
            long cursor = Math.Max(0, written - 1);
            Assert.Equal(written, store.EndOf(i));
            Assert.Equal(written == 0 ? long.MinValue : (10L * i) + written - 1, store.LastTimeOf(i));
            Assert.Equal(Math.Min(written, 1), store.ReadFrom(i, ref cursor, times, values));
            Assert.Equal(written, cursor);
            if (written == 0)
                continue;

            Assert.Equal((10L * i) + written - 1, times[0]);
            Assert.Equal(i + ((written - 1) / 10.0), values[0]);
        }
    }
}
