using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Tests.Data;

/// <summary>Training steps of a store as data.</summary>
public sealed class StoreStepTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_step_has_what_its_rank_sent_since_the_step_before()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 2, steps: 3);
        IDataView data = _context.Data.LoadStepsFromSignals(store, new StepDataOptions
        {
            Columns = [new(SignalNames.DataWaitDuration), new(SignalNames.DataWaitDuration, StepAggregation.Max), new(SignalNames.Loss, StepAggregation.Last),
                new(SignalNames.NetworkIo), new(SignalNames.DataWaitDuration, StepAggregation.LastTime), new(SignalNames.GradientNorm)],
        });

        List<object[]> rows = Rows.Of(data, [.. data.Schema.Select(column => column.Name)]);

        Assert.Equal(
            [
                ["job", 0, "node0", 0, 1L, 1_001_000_000_000L, float.NaN, 0.75f, 0.5f, 1f, float.NaN, float.NaN, float.NaN],
                ["job", 0, "node0", 0, 2L, 1_002_000_000_000L, 1f, 0.75f, 0.5f, 2f, 1_000f, 0.75f, float.NaN],
                ["job", 0, "node0", 0, 3L, 1_003_000_000_000L, 1f, 0.75f, 0.5f, 3f, 1_000f, 0.75f, float.NaN],
                ["job", 1, "node1", 0, 1L, 1_001_000_000_000L, float.NaN, 1.75f, 1.25f, 1f, float.NaN, float.NaN, float.NaN],
                ["job", 1, "node1", 0, 2L, 1_002_000_000_000L, 1f, 1.75f, 1.25f, 2f, 1_000f, 0.75f, float.NaN],
                ["job", 1, "node1", 0, 3L, 1_003_000_000_000L, 1f, 1.75f, 1.25f, 3f, 1_000f, 0.75f, float.NaN],
            ],
            rows);
    }

    [Fact]
    public void Columns_have_names_and_units()
    {
        IDataView data = _context.Data.LoadStepsFromSignals(Telemetry.Store(), new StepDataOptions
        {
            Columns = [new(SignalNames.StorageOperationDuration, StepAggregation.Max) { Filter = new Dimension(DimensionKeys.StorageLayer, "dataset") }, new("own")],
        });

        DataViewSchema.Column storage = data.Schema["storage.operation.duration.max{dataset}"];
        ReadOnlyMemory<char> unit = default;
        storage.Annotations.GetValue(StepDataColumns.UnitAnnotation, ref unit);
        Assert.Equal("s", unit.ToString());
        Assert.Equal(NumberDataViewType.Single, storage.Type);
        Assert.Empty(data.Schema["own"].Annotations.Schema);
    }

    [Fact]
    public void The_filter_leaves_other_series_out()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 1, steps: 1);
        SignalDescriptor storage = SignalCatalog.Find(SignalNames.StorageOperationDuration)!;
        foreach (string layer in new[] { "dataset", "metadata" })
            store.Write(store.GetOrAddSeries(storage, [.. Telemetry.Rank(0), new Dimension(DimensionKeys.StorageLayer, layer)]), Telemetry.Start, layer.Length);
        var options = new StepDataOptions { Columns = [new(storage.Name) { Filter = new Dimension(DimensionKeys.StorageLayer, "metadata") }, new(storage.Name)] };

        IDataView data = _context.Data.LoadStepsFromSignals(store, options);

        Assert.Equal([8f, 15f], Rows.Of(data, data.Schema[7].Name, data.Schema[8].Name).Single());
    }

    [Fact]
    public void A_restart_counts_attempts()
    {
        SignalStore store = Telemetry.Store();
        SeriesHandle step = store.GetOrAddSeries(Telemetry.Step, Telemetry.Rank(0));
        foreach ((long time, double number) in new[] { (1L, 10.0), (2L, 11), (3L, 12), (4L, 11), (5L, 12), (6L, 12) })
            store.Write(step, time, number);

        List<object[]> rows = Rows.Of(_context.Data.LoadStepsFromSignals(store), StepDataColumns.Attempt, StepDataColumns.Step);

        Assert.Equal([(0, 10), (0, 11), (0, 12), (1, 11), (1, 12), (2, 12)], rows.Select(row => ((int)row[0], (int)(long)row[1])));
    }

    [Fact]
    public void Where_the_store_has_dropped_samples_cells_are_missing_rather_than_wrong()
    {
        SignalStore store = Telemetry.Store(16);
        Telemetry.Run(store, ranks: 1, steps: 100);

        List<object[]> rows = Rows.Of(
            _context.Data.LoadStepsFromSignals(store), StepDataColumns.Step, SignalNames.DataWaitDuration, SignalNames.Loss + ".last", StepDataColumns.Seconds);

        // Sixteen steps are kept: the first only begins the second. Of two waits a step eight steps' are, the first of them perhaps cut.
        Assert.Equal(Enumerable.Range(86, 15), rows.Select(row => (int)(long)row[0]));
        Assert.All(rows, row => Assert.True((long)row[0] % 7 == (float)row[2]));
        Assert.All(rows, row => Assert.Equal(1f, row[3]));
        Assert.Equal(8, rows.Count(row => float.IsNaN((float)row[1])));
        Assert.All(rows.Skip(8), row => Assert.Equal(0.75f, row[1]));
    }

    [Fact]
    public void Another_signal_may_be_the_clock()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 1, steps: 3);

        List<object[]> rows = Rows.Of(
            _context.Data.LoadStepsFromSignals(store, new StepDataOptions { Clock = SignalNames.Loss }), StepDataColumns.Step, SignalNames.DataWaitDuration);

        Assert.Equal([(1, 0.75f), (2, 0.75f), (3, 0.75f)], rows.Select(row => ((int)(long)row[0], (float)row[1])));
    }

    [Fact]
    public void Shares_of_ranks_are_all_of_them()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 5, steps: 4);
        IDataView data = _context.Data.LoadStepsFromSignals(store);
        DataViewSchema.Column[] needed = [data.Schema[StepDataColumns.Rank], data.Schema[StepDataColumns.Step]];
        var all = new List<(int, long)>();
        foreach (DataViewRowCursor cursor in data.GetRowCursorSet(needed, 3))
        {
            using (cursor)
                all.AddRange(Rows.Of(cursor, needed).Select(row => ((int)row[0], (long)row[1])));
        }

        Assert.Equal(Rows.Of(data, needed[0].Name, needed[1].Name).Select(row => ((int)row[0], (long)row[1])), all.Order());
    }

    [Fact]
    public void Rows_cost_nothing_and_ranks_share_their_chunks()
    {
        long few = BytesOfAPass(ranks: 8, steps: 100), long8 = BytesOfAPass(ranks: 8, steps: 4_000), many = BytesOfAPass(ranks: 108, steps: 100);

        Assert.InRange(few, 8_192, 65_536);
        Assert.InRange(long8 - few, -1_024, 1_024);
        Assert.InRange((many - few) / 100, 0, 4_096);
    }

    [Fact]
    public void Bad_options_are_refused()
    {
        SignalStore store = Telemetry.Store();

        Assert.Throws<ArgumentException>(() => _context.Data.LoadStepsFromSignals(store, new StepDataOptions { Columns = [new("a"), new("a")] }));
        Assert.Throws<ArgumentException>(() => _context.Data.LoadStepsFromSignals(store, new StepDataOptions { Clock = "" }));
        Assert.Throws<ArgumentNullException>(() => _context.Data.LoadStepsFromSignals(null!));
    }

    private long BytesOfAPass(int ranks, int steps)
    {
        SignalStore store = Telemetry.Store(1 << 14);
        Telemetry.Run(store, ranks, steps);
        IDataView data = _context.Data.LoadStepsFromSignals(store);
        long least = long.MaxValue;
        for (int run = 0; run < 4; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
            ValueGetter<float> wait = cursor.GetGetter<float>(data.Schema[SignalNames.DataWaitDuration]);
            float sum = 0, value = 0;
            while (cursor.MoveNext())
            {
                wait(ref value);
                sum += value;
            }

            Assert.True(sum > 0);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
