using Feedline.Sources;
using Feedline.Tests.Shared;
using Microsoft.ML;

namespace Feedline.MachineLearning.Tests.Data;

/// <summary>Recordings as data.</summary>
public sealed class RecordingTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> Names => ["healthy", "checkpoint-stall", "network", "desync", "storage", "crash", "mixed"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recording_gives_the_samples_a_store_takes(string name)
    {
        string folder = Recordings.Folder(name);
        SignalStore store = Filled(folder);
        IDataView ofStore = _context.Data.LoadFromSignals(store);
        IDataView ofRecording = _context.Data.LoadFromRecording(() => OtlpRecording.Open(folder));

        Assert.Equal(
            Sorted(ofStore, SampleColumns.Dimensions, SampleColumns.Signal, SampleColumns.Time, SampleColumns.Value),
            Sorted(ofRecording, SampleColumns.Dimensions, SampleColumns.Signal, SampleColumns.Time, SampleColumns.Value));
        Assert.Equal(ofStore.GetRowCount(), Rows.Singles(ofRecording, SampleColumns.Value).Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recording_gives_the_steps_a_store_gives(string name)
    {
        string folder = Recordings.Folder(name);
        IDataView ofStore = _context.Data.LoadStepsFromSignals(Filled(folder));
        IDataView ofRecording = _context.Data.LoadStepsFromRecording(() => OtlpRecording.Open(folder));
        string[] columns = [.. ofStore.Schema.Select(column => column.Name)];

        List<string> steps = Sorted(ofStore, columns);
        Assert.True(steps.Count > 400);
        Assert.Equal(steps, Sorted(ofRecording, columns));
    }

    [Fact]
    public void Memory_does_not_grow_with_the_recording()
    {
        IDataView Of(int steps) => _context.Data.LoadStepsFromRecording(() => new EndlessRecording(steps));
        long Bytes(int steps) => Enumerable.Range(0, 3).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            IDataView data = Of(steps);
            using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
            long rows = 0;
            while (cursor.MoveNext())
                rows++;

            Assert.Equal(steps, rows);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        long few = Bytes(1_000);
        Assert.InRange(Bytes(101_000) - few, -4_096, 4_096);
    }

    [Fact]
    public void A_pass_closes_the_recording()
    {
        var opened = new List<EndlessRecording>();
        IDataView data = _context.Data.LoadFromRecording(() =>
        {
            opened.Add(new EndlessRecording(10));
            return opened[^1];
        });
        Assert.Empty(opened);

        using (DataViewRowCursor cursor = data.GetRowCursor(data.Schema))
            Assert.True(cursor.MoveNext());

        Assert.True(Assert.Single(opened).IsDisposed);
    }

    [Fact]
    public void Signals_are_chosen_by_name()
    {
        IDataView data = _context.Data.LoadFromRecording(() => new EndlessRecording(10), SignalNames.Loss);

        Assert.Equal(Enumerable.Range(1, 10).Select(i => (float)(i % 7)), Rows.Singles(data, SampleColumns.Value));
    }

    private static SignalStore Filled(string folder)
    {
        SignalStore store = Telemetry.Store(1 << 16);
        using OtlpRecording recording = OtlpRecording.Open(folder);
        recording.WriteUntil(store, long.MaxValue, TestContext.Current.CancellationToken);
        return store;
    }

    private static List<string> Sorted(IDataView data, params string[] columns) =>
        [.. Rows.Of(data, columns).Select(row => string.Join('|', row)).Order(StringComparer.Ordinal)];
}
