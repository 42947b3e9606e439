using BenchmarkDotNet.Attributes;

namespace Feedline.Benchmarks.Evaluation;

/// <summary>What the engine itself costs: rules that do nothing, with and without a budget to watch.</summary>
[MemoryDiagnoser]
public class QuietEvaluationBenchmarks
{
    private DiagnosticEngine _engine = null!;

    [Params(false, true)]
    public bool HasBudget { get; set; }

    [GlobalSetup]
    public void Build()
    {
        var builder = new DiagnosticEngineBuilder
        {
            Options = new FeedlineOptions
            {
                UseBuiltInRules = false,
                EvaluationBudget = HasBudget ? TimeSpan.FromMinutes(1) : null,
            },
        };
        for (int i = 0; i < 50; i++)
        {
            builder.AddRule(
                new RuleDescriptor($"B{i}", "Does nothing", FailureMode.Hang, Layer.GpuWorkers, FindingSeverity.Info), static _ => { });
        }

        _engine = builder.Build();
    }

    [GlobalCleanup]
    public void Dispose() => _engine.Dispose();

    [Benchmark]
    public EvaluationReport Rules50() => _engine.EvaluateAt(DateTimeOffset.UnixEpoch);
}
