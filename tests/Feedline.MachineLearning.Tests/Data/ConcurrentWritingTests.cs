using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Tests.Data;

/// <summary>Data read while telemetry is written.</summary>
public sealed class ConcurrentWritingTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public async Task Passes_beside_writers_give_samples_that_were_written_and_none_twice()
    {
        SignalStore store = Telemetry.Store(64);
        const int Ranks = 4, Samples = 60_000;
        SeriesHandle[] series = [.. Enumerable.Range(0, Ranks).Select(rank => store.GetOrAddSeries(Telemetry.Loss, Telemetry.Rank(rank)))];
        Task[] writers = [.. series.Select(handle => Task.Run(() =>
        {
            for (int i = 1; i <= Samples; i++)
                store.Write(handle, i, -i);
        }))];
        Task writing = Task.WhenAll(writers);
        long rows = 0;
        bool isLastPass;
        do
        {
            // The last pass begins after the last write: it finds rows, however late the writers were.
            isLastPass = writing.IsCompleted;
            IDataView data = _context.Data.LoadFromSignals(store);
            var last = new Dictionary<int, long>();
            foreach (object[] row in Rows.Of(data, SampleColumns.Series, SampleColumns.Time, SampleColumns.Value))
            {
                long time = (long)row[1];
                Assert.Equal(-(float)time, row[2]);
                Assert.True(time > last.GetValueOrDefault((int)row[0]));
                last[(int)row[0]] = time;
                rows++;
            }
        }
        while (!isLastPass);

        await writing;
        Assert.True(rows > 0);
        Assert.Equal(
            Enumerable.Range(Samples - 63, 64).Select(i => -(float)i),
            Rows.Of(_context.Data.LoadFromSignals(store), SampleColumns.Series, SampleColumns.Value).Where(row => (int)row[0] == 3).Select(row => (float)row[1]));
    }

    [Fact]
    public async Task Steps_beside_writers_are_whole_or_missing()
    {
        SignalStore store = Telemetry.Store(32);
        Task writer = Task.Run(() =>
        {
            for (int i = 0; i < 400; i++)
                Telemetry.Run(store, ranks: 2, steps: 50, first: 1 + (i * 50));
        }, TestContext.Current.CancellationToken);
        long rows = 0;
        bool isLastPass;
        do
        {
            isLastPass = writer.IsCompleted;
            IDataView data = _context.Data.LoadStepsFromSignals(store, new StepDataOptions { Columns = [new(SignalNames.DataWaitDuration), new(SignalNames.Loss, StepAggregation.Last)] });
            foreach (object[] row in Rows.Of(data, StepDataColumns.Rank, StepDataColumns.Step, SignalNames.DataWaitDuration, SignalNames.Loss + ".last"))
            {
                float wait = (float)row[2], loss = (float)row[3];
                Assert.True(float.IsNaN(wait) || wait == 0.75f + (int)row[0], $"step {row[1]}: {wait}");
                Assert.True(float.IsNaN(loss) || loss == (long)row[1] % 7, $"step {row[1]}: {loss}");
                rows++;
            }
        }
        while (!isLastPass);

        await writer;
        Assert.True(rows > 0);
    }

    [Fact]
    public void Several_threads_may_share_data()
    {
        SignalStore store = Telemetry.Store();
        Telemetry.Run(store, ranks: 8, steps: 200);
        IDataView data = _context.Data.LoadStepsFromSignals(store);
        float[] once = Rows.Singles(data, SignalNames.DataWaitDuration);
        var results = new float[4][];
        Parallel.For(0, 4, i => results[i] = Rows.Singles(data, SignalNames.DataWaitDuration));

        Assert.All(results, result => Assert.Equal(once, result));
    }
}
