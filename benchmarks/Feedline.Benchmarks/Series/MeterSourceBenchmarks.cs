using System.Diagnostics;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;

namespace Feedline.Benchmarks.Series;

/// <summary>What one measurement costs the trainer's thread when Feedline listens.</summary>
[MemoryDiagnoser]
public class MeterSourceBenchmarks : IDisposable
{
    private readonly Meter _meter = new("Feedline.Benchmarks");
    private readonly SignalStore _store = new(new SignalStoreOptions(), TimeProvider.System);
    private readonly MeterSource _source = new(new MeterSourceOptions { Meters = { "Feedline.Bench*" } });
    private readonly object _rank = 5;
    private readonly string[] _nodes = [.. Enumerable.Range(0, 64).Select(i => $"node{i:000}")];
    private Histogram<double> _histogram = null!;
    private UpDownCounter<int> _level = null!;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _source.Start(_store);
        _histogram = _meter.CreateHistogram<double>("training.step.duration", "s");
        _level = _meter.CreateUpDownCounter<int>("scheduler.workers.running", "{worker}");
    }

    [Benchmark]
    public void NoTags() => _histogram.Record(0.4);

    [Benchmark]
    public void OneTag() => _histogram.Record(0.4, new KeyValuePair<string, object?>("training.rank", _rank));

    [Benchmark(Baseline = true)]
    public void ThreeTags() => _histogram.Record(
        0.4, new("training.job.id", "pretrain-7b"), new("training.rank", _rank), new KeyValuePair<string, object?>("host.name", "node17"));

    [Benchmark]
    public void ThreeTagsOfManySets() => _histogram.Record(
        0.4,
        new("training.job.id", "pretrain-7b"),
        new("training.rank", _rank),
        new KeyValuePair<string, object?>("host.name", _nodes[_next++ & 63]));

    [Benchmark]
    public void TagListOfFour()
    {
        var tags = new TagList
        {
            { "training.job.id", "pretrain-7b" },
            { "training.rank", _rank },
            { "host.name", "node17" },
            { "hw.id", "GPU-0" },
        };
        _histogram.Record(0.4, tags);
    }

    [Benchmark]
    public void UpDownOneTag() => _level.Add(1, new KeyValuePair<string, object?>("training.job.id", "pretrain-7b"));

    [GlobalCleanup]
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
        GC.SuppressFinalize(this);
    }
}
