using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace Feedline.Benchmarks.Evaluation;

/// <summary>One evaluation with all built-in rules over a healthy job, one new step of 20 signals since the one before.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 300, iterationCount: 300, invocationCount: 1)]
[AllStatisticsColumn]
public class FleetEvaluationBenchmarks
{
    private DiagnosticEngine _engine = null!;
    private TrainingFleet _fleet = null!;

    /// <summary>Ranks of the job.</summary>
    [Params(64, 1024)]
    public int Ranks { get; set; }

    /// <summary>An engine that has seen a hundred steps.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var options = new FeedlineOptions { EvaluationBudget = null };
        options.Store.MaxSeries = 400_000;
        options.Store.SamplesPerSeries = 64;
        _engine = new DiagnosticEngineBuilder { Options = options }.Build();
        _fleet = new TrainingFleet(_engine, Ranks);
        for (int i = 0; i < 100; i++)
        {
            _fleet.Step();
            _engine.EvaluateAt(_fleet.Now);
        }
    }

    /// <summary>The step that the evaluation will find.</summary>
    [IterationSetup]
    public void Step() => _fleet.Step();

    /// <summary>The evaluation.</summary>
    [Benchmark]
    public EvaluationReport Evaluate() => _engine.EvaluateAt(_fleet.Now);

    /// <summary>Ends the engine.</summary>
    [GlobalCleanup]
    public void Cleanup() => _engine.Dispose();
}
