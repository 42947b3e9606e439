namespace Feedline.Tests.Series;

public sealed class SignalStoreAllocationTests
{
    private const int Times = 5_000;

    private static readonly Dimension[] Given = [new("a", "x"), new("b", 5), new("c", "z")];

    [Fact]
    public void A_push_by_handle_costs_no_bytes()
    {
        SignalStore store = Stores.Make(clock: TimeProvider.System);
        SeriesHandle series = store.Add(Stores.Duration);
        Assert.Equal(0, Bytes.Of(Times, () => store.Write(series, 0.5)));
        Assert.Equal(2 * Times, store.EndOf(series.Index) + store.CountOf(SampleOutcome.OutOfOrder));
    }

    [Fact]
    public void A_push_with_a_time_costs_no_bytes_for_any_kind()
    {
        SignalStore store = Stores.Make();
        SeriesHandle[] all = [store.Add(Stores.Gauge), store.Add(Stores.Counter), store.Add(Stores.Delta), store.Add(Stores.Duration)];
        long time = 0;
        Assert.Equal(0, Bytes.Of(Times, () =>
        {
            time += UnixTime.NanosecondsPerSecond;
            foreach (SeriesHandle series in all)
                store.Write(series, time, UnixTime.ToSeconds(time));
        }));
        Assert.Equal(8 * Times, store.CountOf(SampleOutcome.Accepted));
    }

    [Fact]
    public void A_dropped_sample_costs_no_bytes()
    {
        SignalStore store = Stores.Make();
        SeriesHandle series = store.Add(Stores.Counter), none = new(-1);
        store.Write(series, 10, 10);
        Assert.Equal(0, Bytes.Of(Times, () =>
        {
            store.Write(series, 10, double.NaN);
            store.Write(series, 10, uint.MaxValue);
            store.Write(series, 9, 11);
            store.Write(none, 10, 1);
        }));
        Assert.Equal(2 * Times, store.CountOf(SampleOutcome.SeriesLimit));
        Assert.Equal(2 * Times, store.CountOf(SampleOutcome.OutOfOrder));
    }

    [Fact]
    public void A_look_up_costs_no_bytes_in_any_order_and_form()
    {
        SignalStore store = Stores.Make();
        SeriesHandle series = store.GetOrAddSeries(Stores.Gauge, Given);
        Dimension[] shuffled = [Given[2], new("b", "5"), Given[0]];
        int wrong = 0;
        Assert.Equal(0, Bytes.Of(Times, () =>
        {
            if (store.GetOrAddSeries(Stores.Gauge, Given) != series || store.GetOrAddSeries(Stores.Gauge, shuffled) != series)
                wrong++;
            if (store.IndexOf(store.KeyAt(series.Index)) != series.Index || store.Series(Stores.Gauge.Name).Length != 1)
                wrong++;
        }));
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Reading_costs_no_bytes_after_warm_up()
    {
        SignalStore store = Stores.Make(maxSeries: 64, samplesPerSeries: 512);
        for (int s = 0; s < 64; s++)
        {
            SeriesHandle series = store.Add(Stores.Gauge, new Dimension("s", s));
            for (int i = 0; i < 700; i++)
                store.Write(series, i, i);
        }

        var times = new long[512];
        var values = new double[512];
        int samples = 0;
        Assert.Equal(0, Bytes.Of(20, () =>
        {
            store.ResetWindows();
            for (int s = 0; s < store.SeriesCount; s++)
            {
                long cursor = 600;
                samples += store.ReadFrom(s, ref cursor, times, values);
                samples += store.Window(s, WindowSpec.LastSamples(512), 0).Count;
                samples += store.Window(s, WindowSpec.After(649), 0).Count;
            }
        }));
        Assert.Equal(2 * 20 * 64 * (100 + 512 + 50), samples);
    }

    [Fact]
    public void A_million_series_too_many_cost_no_bytes()
    {
        SignalStore store = Stores.Make(maxSeries: 1_000, samplesPerSeries: 16);
        for (int i = 0; i < 1_000; i++)
            store.Write(store.Add(Stores.Gauge, new Dimension("i", i), new Dimension("k", "v")), 1, 1);

        int next = 1_000;
        var dimensions = new Dimension[2];
        dimensions[1] = new Dimension("k", "v");
        Assert.Equal(0, Bytes.Of(500_000, () =>
        {
            dimensions[0] = new Dimension("i", next++);
            store.Write(store.GetOrAddSeries(Stores.Gauge, dimensions), 1, 1);
        }));
        Assert.Equal(1_001, store.SeriesCount);
        Assert.Equal(1_000_000, store.CountOf(SampleOutcome.SeriesLimit));
        Assert.Equal(1_000, store.CountOf(SampleOutcome.Accepted));
    }

    [Fact]
    public void A_full_series_holds_sixteen_bytes_a_sample()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        SignalStore store = Stores.Make(samplesPerSeries: 4_096);
        SeriesHandle series = store.Add(Stores.Gauge);
        for (int i = 0; i < 100_000; i++)
            store.Write(series, i, i);

        // Doubling up to the bound takes less than twice the bound in all.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 4_096 * 16, (2 * 4_096 * 16) + 32_768);
    }
}
