using BenchmarkDotNet.Attributes;
using Feedline.Reliability;
using Feedline.Reliability.Tests.WhatIf;
using Feedline.Tool.WhatIf;

namespace Feedline.Benchmarks.Reliability;

/// <summary>What-if of a pipeline trace: the published ones where they lie beside the checkout, else one generated of the like size. Reading left out.</summary>
[MemoryDiagnoser]
public class PipelineWhatIfBenchmarks
{
    private TraceOperation[] _operations = [];

    /// <summary>AR: 64 GPUs; ST: 8 GPUs; generated: 8 data-parallel ranks, 4 stages.</summary>
    [Params("trace-AR", "trace-ST", "generated")]
    public string Trace { get; set; } = "";

    [GlobalSetup]
    public async Task Setup()
    {
        string path = Path.Combine(Beside("shared"), "data", "straggler-whatif", Trace + ".parquet");
        _operations = File.Exists(path) ? await OperationTraceFile.ReadAsync(path, CancellationToken.None).ConfigureAwait(false) : Generated();
    }

    [Benchmark]
    public double Analyze() => PipelineWhatIf.Analyze(_operations).Slowdown;

    private static TraceOperation[] Generated()
    {
        var random = new Random(1);
        var layout = new SyntheticLayout(Ranks: 8, Stages: 4, Chunks: 1, MicroBatches: 16, Steps: 8);
        return SyntheticTrace.Make(layout, operation => SyntheticTrace.Even(layout, operation) * (1 + random.NextDouble() * 0.2));
    }

    /// <summary>The folder of a name beside one of those above: where a benchmark runs is deep below the checkout.</summary>
    private static string Beside(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string beside = Path.Combine(folder.FullName, name);
            if (Directory.Exists(beside))
                return beside;
        }

        return "";
    }
}
