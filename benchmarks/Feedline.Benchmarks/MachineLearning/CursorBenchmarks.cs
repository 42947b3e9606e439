using BenchmarkDotNet.Attributes;
using Feedline.MachineLearning;
using Microsoft.ML;

namespace Feedline.Benchmarks.MachineLearning;

/// <summary>What a pass over a million samples of the store costs: whole or one column, by sample or by step.</summary>
[MemoryDiagnoser]
public class CursorBenchmarks
{
    private const int Ranks = 64, Steps = 4_096, Signals = 4;

    private readonly MLContext _context = new(seed: 1);
    private IDataView _samples = null!, _steps = null!;

    [GlobalSetup]
    public void Setup()
    {
        var store = new SignalStore(new SignalStoreOptions { SamplesPerSeries = Steps }, TimeProvider.System);
        SignalDescriptor[] signals =
        [
            SignalCatalog.Find(SignalNames.Step)!, SignalCatalog.Find(SignalNames.DataWaitDuration)!,
            SignalCatalog.Find(SignalNames.ComputeDuration)!, SignalCatalog.Find(SignalNames.CollectiveDuration)!,
        ];
        for (int rank = 0; rank < Ranks; rank++)
        {
            foreach (SignalDescriptor signal in signals)
            {
                SeriesHandle series = store.GetOrAddSeries(signal, [new(DimensionKeys.Job, "job"), new(DimensionKeys.Rank, rank)]);
                for (int step = 0; step < Steps; step++)
                    store.Write(series, (1_000L + step) * UnixTime.NanosecondsPerSecond, step);
            }
        }

        _samples = _context.Data.LoadFromSignals(store);
        _steps = _context.Data.LoadStepsFromSignals(store);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Ranks * Steps * Signals)]
    public double OneColumnOfSamples() => Sum(_samples, SampleColumns.Value);

    [Benchmark(OperationsPerInvoke = Ranks * Steps * Signals)]
    public double AllColumnsOfSamples() => Sum(_samples, SampleColumns.Value, [.. _samples.Schema]);

    [Benchmark(OperationsPerInvoke = Ranks * Steps)]
    public double OneColumnOfSteps() => Sum(_steps, SignalNames.DataWaitDuration);

    [Benchmark(OperationsPerInvoke = Ranks * Steps)]
    public double AllColumnsOfSteps() => Sum(_steps, SignalNames.DataWaitDuration, [.. _steps.Schema]);

    private static double Sum(IDataView data, string column, params DataViewSchema.Column[] needed)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[column], .. needed]);
        ValueGetter<float> getter = cursor.GetGetter<float>(data.Schema[column]);
        double sum = 0;
        float value = 0;
        while (cursor.MoveNext())
        {
            getter(ref value);
            sum += value;
        }

        return sum;
    }
}
