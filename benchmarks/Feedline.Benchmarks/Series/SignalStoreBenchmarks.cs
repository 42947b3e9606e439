using BenchmarkDotNet.Attributes;

namespace Feedline.Benchmarks.Series;

/// <summary>What one sample costs the thread that brings it.</summary>
[MemoryDiagnoser]
public class SignalStoreBenchmarks
{
    private const long Second = UnixTime.NanosecondsPerSecond;

    private static readonly SignalDescriptor Signal = new("training.step.duration", "s", SignalKind.Duration);
    private static readonly SignalDescriptor Total = new("system.network.io", "By", SignalKind.Counter);
    private static readonly Dimension[] Given =
    [
        new(DimensionKeys.Job, "pretrain-7b"), new(DimensionKeys.Rank, 5), new(DimensionKeys.Node, "node17"),
    ];
    private static readonly Dimension[] Shuffled = [Given[2], Given[0], Given[1]];

    private readonly SignalStore _store = new(new SignalStoreOptions(), TimeProvider.System);
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly long[] _times = new long[512];
    private readonly double[] _values = new double[512];
    private SeriesHandle _series, _counter, _full;
    private long _time;
    private double _sum;

    [GlobalSetup]
    public void Setup()
    {
        for (int i = 0; i < 1_024; i++)
            _store.GetOrAddSeries(Signal, [Given[0], new(DimensionKeys.Rank, i), Given[2]]);

        _series = _store.GetOrAddSeries(Signal, Given);
        _counter = _store.GetOrAddSeries(Total, Given);
        _full = _store.GetOrAddSeries(Signal, [Given[0], new(DimensionKeys.Rank, 9), Given[2]]);
        for (int i = 0; i < 512; i++)
            _store.Write(_full, i * Second, i);
    }

    [Benchmark(Baseline = true)]
    public SampleOutcome PushByHandle() => _store.Write(_series, 0.4);

    [Benchmark]
    public SampleOutcome PushWithTime() => _store.Write(_series, _time += Second, 0.4);

    [Benchmark]
    public SampleOutcome PushTotalWithTime() => _store.Write(_counter, _time += Second, _sum += 1_500);

    [Benchmark]
    public long ClockAlone() => UnixTime.ToNanoseconds(_clock.GetUtcNow());

    [Benchmark]
    public SeriesHandle LookUp() => _store.GetOrAddSeries(Signal, Given);

    [Benchmark]
    public SeriesHandle LookUpInAnotherOrder() => _store.GetOrAddSeries(Signal, Shuffled);

    [Benchmark]
    public int IndexOfKey() => _store.IndexOf(_store.KeyAt(700));

    [Benchmark]
    public double WindowOf128()
    {
        _store.ResetWindows();
        return _store.Window(_full.Index, WindowSpec.LastSamples(128), 0).Values[0];
    }

    [Benchmark]
    public int ReadAll512()
    {
        long cursor = 0;
        return _store.ReadFrom(_full.Index, ref cursor, _times, _values);
    }

    [Benchmark]
    public int ReadNothingNew()
    {
        long cursor = 512;
        return _store.ReadFrom(_full.Index, ref cursor, _times, _values);
    }
}
