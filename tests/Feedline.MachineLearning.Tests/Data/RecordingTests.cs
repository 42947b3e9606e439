using Feedline.Sources;
using Microsoft.ML;

namespace Feedline.MachineLearning.Tests.Data;

/// <summary>Recordings as data.</summary>
public sealed class RecordingTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> Names => ["healthy", "checkpoint-stall", "network", "desync", "storage", "crash", "mixed"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recording_gives_what_a_store_gives(string name)
    {
        string folder = Recordings.Folder(name);
        SignalStore store = Filled(folder);
        IDataView ofStore = _context.Data.LoadFromSignals(store);
        IDataView ofRecording = _context.Data.LoadFromRecording(() => OtlpRecording.Open(folder));
        Assert.Equal(Sorted(ofStore, SampleColumns.Dimensions, SampleColumns.Signal), Sorted(ofRecording, SampleColumns.Dimensions, SampleColumns.Signal));

        IDataView stepsOfStore = _context.Data.LoadStepsFromSignals(store);
        IDataView stepsOfRecording = _context.Data.LoadStepsFromRecording(() => OtlpRecording.Open(folder));
        List<(string, string, ulong)> steps = Sorted(stepsOfStore, StepDataColumns.Job, StepDataColumns.Node);
        Assert.True(steps.Count > 400);
        Assert.Equal(steps, Sorted(stepsOfRecording, StepDataColumns.Job, StepDataColumns.Node));
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

    /// <summary>Each row as two of its texts, and all its numbers put together; rows of a view in an order of their own.</summary>
    private static List<(string, string, ulong)> Sorted(IDataView data, string first, string second)
    {
        string[] numbers = [.. data.Schema.Where(column => column.Type is Microsoft.ML.Data.NumberDataViewType && column.Name != SampleColumns.Series).Select(column => column.Name)];
        List<object[]> rows = Rows.Of(data, [first, second, .. numbers]);
        return [.. rows.Select(row => ((string)row[0], (string)row[1], Together(row.AsSpan(2)))).Order()];
    }

    private static ulong Together(ReadOnlySpan<object> numbers)
    {
        ulong all = 14_695_981_039_346_656_037;
        foreach (object number in numbers)
        {
            ulong bits = number switch { float x => BitConverter.SingleToUInt32Bits(x), int x => (uint)x, _ => (ulong)(long)number };
            all = (all ^ bits) * 1_099_511_628_211;
            all ^= all >> 29;
        }

        return all;
    }
}
