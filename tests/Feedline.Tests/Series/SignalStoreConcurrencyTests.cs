namespace Feedline.Tests.Series;

public sealed class SignalStoreConcurrencyTests
{
    private const int Writers = 4;
    private const int PerWriter = 20_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_sample_is_torn_and_none_is_lost_uncounted()
    {
        SignalStore store = Stores.Make(samplesPerSeries: 32);
        SeriesHandle shared = store.Add(Stores.Gauge);
        long clock = 0;
        Task writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(
            () =>
            {
                SeriesHandle own = store.Add(Stores.Delta, new Dimension("w", w));
                for (int i = 0; i < PerWriter; i++)
                {
                    long time = Interlocked.Increment(ref clock);
                    store.Write(shared, time, time);
                    store.Write(own, time, time);
                    if (i % 100 == 0)
                        store.Write(own, time, double.NaN);
                }
            },
            Cancellation)));

        var times = new long[64];
        var values = new double[64];
        long cursor = 0, last = 0;
        bool isLastRound;
        do
        {
            isLastRound = writing.IsCompleted;
            int count = store.ReadFrom(shared.Index, ref cursor, times, values);
            for (int i = 0; i < count; i++)
                last = Check(times[i], values[i], last);
            store.ResetWindows();
            CheckWindow(store.Window(shared.Index, WindowSpec.LastSamples(20), 0));
            for (int i = 1; i < store.SeriesCount; i++)
                CheckWindow(store.Window(i, WindowSpec.After(0), 0));
            Thread.Yield();
        }
        while (!isLastRound);
        await writing;

        Assert.Equal(store.EndOf(shared.Index), cursor);
        Assert.Equal(Writers * PerWriter, store.EndOf(shared.Index) + store.CountOf(SampleOutcome.OutOfOrder));
        Assert.Equal(2 * Writers * PerWriter, store.CountOf(SampleOutcome.Accepted) + store.CountOf(SampleOutcome.OutOfOrder));
        Assert.Equal(Writers * PerWriter / 100, store.CountOf(SampleOutcome.NotFinite));
    }

    [Fact]
    public async Task A_ring_that_is_overrun_while_it_is_read_gives_whole_samples_in_a_row()
    {
        SignalStore store = Stores.Make(samplesPerSeries: 16);
        SeriesHandle series = store.Add(Stores.Gauge);
        Task writing = Task.Run(
            () =>
            {
                for (int i = 1; i <= 400_000; i++)
                    store.Write(series, i, i);
            },
            Cancellation);

        var times = new long[16];
        var values = new double[16];
        while (!writing.IsCompleted)
        {
            for (int round = 0; round < 100; round++)
            {
                long cursor = 0;
                int count = store.ReadFrom(series.Index, ref cursor, times, values);
                CheckRow(times.AsSpan(0, count), values.AsSpan(0, count));
                store.ResetWindows();
                SampleWindow window = store.Window(series.Index, WindowSpec.LastSamples(16), 0);
                CheckRow(window.UnixNanoseconds, window.Values);
            }

            await Task.Yield();
        }

        await writing;
        Assert.Equal(400_000, store.EndOf(series.Index));

        static void CheckRow(ReadOnlySpan<long> times, ReadOnlySpan<double> values)
        {
            for (int i = 0; i < times.Length; i++)
            {
                Assert.Equal(times[0] + i, times[i]);
                Assert.Equal(times[i], (long)values[i]);
            }
        }
    }

    [Fact]
    public async Task The_youngest_sample_is_read_whole_while_younger_ones_come()
    {
        SignalStore store = Stores.Make(samplesPerSeries: 64);
        SeriesHandle series = store.Add(Stores.Gauge);
        store.Write(series, 1, 1);
        Task writing = Task.Run(
            () =>
            {
                for (int i = 2; i <= 400_000; i++)
                    store.Write(series, i, i);
            },
            Cancellation);

        var times = new long[1];
        var values = new double[1];
        while (!writing.IsCompleted)
        {
            for (int round = 0; round < 1_000; round++)
            {
                long end = store.EndOf(series.Index);
                long cursor = end - 1;
                Assert.Equal(1, store.ReadFrom(series.Index, ref cursor, times, values));

                // Sample n - 1 holds n, and by now may be another: but the cursor tells which.
                Assert.True(cursor >= end);
                Assert.Equal(cursor, times[0]);
                Assert.Equal(cursor, (long)values[0]);
            }

            await Task.Yield();
        }

        await writing;
        Assert.Equal(400_000, store.LastTimeOf(series.Index));
    }

    [Fact]
    public async Task Samples_the_store_stamps_itself_are_never_out_of_order()
    {
        SignalStore store = Stores.Make(samplesPerSeries: 16, clock: new CountingClock());
        SeriesHandle shared = store.Add(Stores.Delta);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            () =>
            {
                for (int i = 0; i < PerWriter; i++)
                    store.Write(shared, 1);
            },
            Cancellation)));

        Assert.Equal(Writers * PerWriter, store.CountOf(SampleOutcome.Accepted));
        Assert.Equal(0, store.CountOf(SampleOutcome.OutOfOrder));
    }

    [Fact]
    public async Task Threads_that_ask_for_the_same_series_get_the_same_handles_and_the_limit_holds()
    {
        const int Max = 500, Wanted = 800;
        SignalStore store = Stores.Make(maxSeries: Max, samplesPerSeries: 16);
        int[][] handles = await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(
            () =>
            {
                var mine = new int[Wanted];
                for (int k = 0; k < Wanted; k++)
                {
                    // Each thread begins elsewhere, so that all of them make some series and find some made.
                    int i = (k + (w * Wanted / Writers)) % Wanted;
                    SeriesHandle handle = w % 2 == 0
                        ? store.Add(Stores.Gauge, new Dimension("a", "x"), new Dimension("i", i))
                        : store.Add(Stores.Gauge, new Dimension("i", i), new Dimension("a", "x"));
                    mine[i] = handle.Index;
                    store.Write(handle, i, i);
                }

                return mine;
            },
            Cancellation)));

        // Who was refused before the store was full was refused for good: no handle that one thread got differs from another's.
        for (int i = 0; i < Wanted; i++)
            Assert.Single(handles.Select(mine => mine[i]).Distinct());
        Assert.Equal(Max, handles[0].Count(index => index >= 0));
        Assert.Equal(Max + 1, store.SeriesCount);
        Assert.Equal(Max, store.Series(Stores.Gauge.Name).Length);
        Assert.Equal(Writers * Max, store.CountOf(SampleOutcome.Accepted));
        Assert.Equal(Writers * (Wanted - Max), store.CountOf(SampleOutcome.SeriesLimit));
        foreach (SeriesKey key in store.Series(Stores.Gauge.Name))
            Assert.Same(key, store.KeyAt(store.IndexOf(key)));
    }

    private static long Check(long time, double value, long last)
    {
        Assert.Equal(time, (long)value);
        Assert.True(time >= last);
        return time;
    }

    private static void CheckWindow(SampleWindow window)
    {
        long last = 0;
        for (int i = 0; i < window.Count; i++)
            last = Check(window.UnixNanoseconds[i], window.Values[i], last);
    }

    /// <summary>A clock that moves by one tick each time it is asked.</summary>
    private sealed class CountingClock : TimeProvider
    {
        private long _ticks = DateTimeOffset.UnixEpoch.Ticks;

        public override DateTimeOffset GetUtcNow() => new(Interlocked.Increment(ref _ticks), TimeSpan.Zero);
    }
}
