using BenchmarkDotNet.Attributes;
using Feedline.MachineLearning;
using Feedline.MachineLearning.Classification;

namespace Feedline.Benchmarks.Classification;

/// <summary>What the shipped classifier takes for one window.</summary>
[MemoryDiagnoser]
public class FailureModeBenchmarks
{
    private readonly FailureModeModel _model = FailureModeModel.LoadShipped();
    private readonly float[] _features = new float[WindowWatch.FeatureCount];
    private readonly double[] _contributions = new double[WindowWatch.FeatureCount];
    private FailureModePrediction _prediction = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (int i = 0; i < _features.Length; i++)
            _features[i] = (float)(random.NextDouble() * 2);

        _prediction = new FailureModePrediction(_model.Modes.Length);
    }

    [Benchmark]
    public bool Predict()
    {
        _model.Predict(_features, _prediction);
        return _prediction.IsUnknown;
    }

    [Benchmark]
    public double Explain() => _model.Trees[0].Explain(_features, _contributions);
}
