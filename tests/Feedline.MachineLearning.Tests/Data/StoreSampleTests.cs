using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Tests.Data;

/// <summary>Samples of a store as data.</summary>
public sealed class StoreSampleTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Each_sample_is_a_row_with_what_its_series_says()
    {
        SignalStore store = Telemetry.Store();
        SeriesHandle wait = store.GetOrAddSeries(Telemetry.Wait, [.. Telemetry.Rank(3), new Dimension(DimensionKeys.Device, "gpu1")]);
        SeriesHandle plain = store.GetOrAddSeries(Telemetry.Loss, []);
        store.Write(wait, 5 * Telemetry.Second, 0.5);
        store.Write(wait, 6 * Telemetry.Second, 0.25);
        store.Write(plain, 7, 2);

        List<object[]> rows = Rows.Of(
            _context.Data.LoadFromSignals(store),
            SampleColumns.Time, SampleColumns.Series, SampleColumns.Signal, SampleColumns.Unit, SampleColumns.Job,
            SampleColumns.Rank, SampleColumns.Node, SampleColumns.Device, SampleColumns.Dimensions, SampleColumns.Value);

        const string Dimensions = "host.name=node3,hw.id=gpu1,training.job.id=job,training.rank=3";
        Assert.Equal(
            [
                [5_000_000_000L, 0, "training.data.wait.duration", "s", "job", 3, "node3", "gpu1", Dimensions, 0.5f],
                [6_000_000_000L, 0, "training.data.wait.duration", "s", "job", 3, "node3", "gpu1", Dimensions, 0.25f],
                [7L, 1, "training.loss", "1", "", -1, "", "", "", 2f],
            ],
            rows);
    }

    [Fact]
    public void Rows_are_what_the_store_keeps() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 60], Gen.Int[1, 4]).Sample((series, samples, parts) =>
        {
            SignalStore store = Telemetry.Store(16);
            var kept = new List<(int, float)>();
            for (int i = 0; i < series; i++)
            {
                SeriesHandle handle = store.GetOrAddSeries(Telemetry.Loss, Telemetry.Rank(i));
                for (int t = 0; t < samples + i; t++)
                {
                    store.Write(handle, t, t);
                    if (t >= samples + i - 16)
                        kept.Add((i, t));
                }
            }

            IDataView data = _context.Data.LoadFromSignals(store);
            DataViewSchema.Column[] needed = [data.Schema[SampleColumns.Rank], data.Schema[SampleColumns.Value]];
            var all = new List<(int, float)>();
            foreach (DataViewRowCursor cursor in data.GetRowCursorSet(needed, parts))
            {
                using (cursor)
                    all.AddRange(Rows.Of(cursor, needed).Select(row => ((int)row[0], (float)row[1])));
            }

            Assert.Equal(kept, Rows.Of(data, SampleColumns.Rank, SampleColumns.Value).Select(row => ((int)row[0], (float)row[1])));
            Assert.Equal(kept.Order(), all.Order());
            Assert.Equal(kept.Count, data.GetRowCount());
        });

    [Fact]
    public void Signals_are_chosen_by_name()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 2, steps: 3);

        List<object[]> rows = Rows.Of(_context.Data.LoadFromSignals(store, SignalNames.Loss, SignalNames.NetworkIo), SampleColumns.Signal);

        Assert.Equal([(SignalNames.NetworkIo, 4), (SignalNames.Loss, 6)], rows.CountBy(row => (string)row[0]).Select(x => (x.Key, x.Value)).Order());
    }

    [Fact]
    public void What_is_written_later_is_in_no_pass()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 1, steps: 3);
        IDataView data = _context.Data.LoadFromSignals(store);
        int before = Rows.Singles(data, SampleColumns.Value).Length;
        Telemetry.Run(store, ranks: 2, steps: 5, first: 10);

        Assert.Equal(before, Rows.Singles(data, SampleColumns.Value).Length);
        Assert.Equal(before, data.GetRowCount());
    }

    [Fact]
    public void What_the_store_has_dropped_is_missing_and_the_count_is_no_longer_known()
    {
        SignalStore store = Telemetry.Store(16);
        SeriesHandle loss = store.GetOrAddSeries(Telemetry.Loss, []);
        for (int i = 0; i < 16; i++)
            store.Write(loss, i, i);
        IDataView data = _context.Data.LoadFromSignals(store);
        for (int i = 16; i < 20; i++)
            store.Write(loss, i, i);

        Assert.Null(data.GetRowCount());
        Assert.Equal(Enumerable.Range(4, 12).Select(i => (float)i), Rows.Singles(data, SampleColumns.Value));
        for (int i = 20; i < 60; i++)
            store.Write(loss, i, i);
        Assert.Empty(Rows.Singles(data, SampleColumns.Value));
    }

    [Fact]
    public void Only_columns_asked_for_are_given()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 1, steps: 1);
        IDataView data = _context.Data.LoadFromSignals(store);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[SampleColumns.Value]]);

        Assert.True(cursor.IsColumnActive(data.Schema[SampleColumns.Value]));
        Assert.False(cursor.IsColumnActive(data.Schema[SampleColumns.Time]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<long>(data.Schema[SampleColumns.Time]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<double>(data.Schema[SampleColumns.Value]));
        ValueGetter<float> value = cursor.GetGetter<float>(data.Schema[SampleColumns.Value]);
        float taken = 0;
        Assert.Throws<InvalidOperationException>(() => value(ref taken));
        Assert.Equal(-1, cursor.Position);
    }

    [Fact]
    public void A_column_of_other_data_is_refused()
    {
        IDataView data = _context.Data.LoadFromSignals(Telemetry.Store());
        IDataView other = _context.Data.LoadStepsFromSignals(Telemetry.Store());

        Assert.Throws<ArgumentException>(() => data.GetRowCursor([other.Schema[StepDataColumns.Seconds]]));
    }

    [Fact]
    public void Rows_are_told_apart_by_their_ids_in_any_share()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 3, steps: 20);
        IDataView data = _context.Data.LoadFromSignals(store);
        DataViewRowId[] whole = Ids(data.GetRowCursor(data.Schema));
        DataViewRowId[] shares = [.. data.GetRowCursorSet(data.Schema, 4).SelectMany(Ids)];

        Assert.Equal(whole.Length, whole.Distinct().Count());
        Assert.Equal(whole.ToHashSet(), shares.ToHashSet());
    }

    [Fact]
    public void An_empty_store_has_no_rows()
    {
        IDataView data = _context.Data.LoadFromSignals(Telemetry.Store());

        Assert.Equal(0, data.GetRowCount());
        Assert.Empty(Rows.Of(data, SampleColumns.Value));
        Assert.Single(data.GetRowCursorSet(data.Schema, 8));
        Assert.False(data.CanShuffle);
    }

    [Fact]
    public void Rows_cost_nothing_and_a_pass_a_few_chunks()
    {
        SignalStore store = Telemetry.Store(1 << 16);
        SeriesHandle loss = store.GetOrAddSeries(Telemetry.Loss, Telemetry.Rank(0));
        for (int i = 0; i < 1 << 16; i++)
            store.Write(loss, i, i);
        IDataView data = _context.Data.LoadFromSignals(store);

        Assert.InRange(BytesOfAPass(data), 4_096, 16_384);
    }

    private static long BytesOfAPass(IDataView data)
    {
        long least = long.MaxValue;
        for (int run = 0; run < 4; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
            ValueGetter<float> value = cursor.GetGetter<float>(data.Schema[SampleColumns.Value]);
            ValueGetter<ReadOnlyMemory<char>> node = cursor.GetGetter<ReadOnlyMemory<char>>(data.Schema[SampleColumns.Node]);
            float sum = 0, taken = 0;
            ReadOnlyMemory<char> text = default;
            while (cursor.MoveNext())
            {
                value(ref taken);
                node(ref text);
                sum += taken + text.Length;
            }

            Assert.True(sum > 0);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static DataViewRowId[] Ids(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            ValueGetter<DataViewRowId> getter = cursor.GetIdGetter();
            var ids = new List<DataViewRowId>();
            while (cursor.MoveNext())
            {
                DataViewRowId id = default;
                getter(ref id);
                ids.Add(id);
            }

            return [.. ids];
        }
    }
}
