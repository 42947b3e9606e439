using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>Level, spread, tails, spectrum, autocorrelation and change.</summary>
internal sealed class FeaturesKernel(int length) : IWindowKernel
{
    private readonly WindowFeatures _features = new(length);
    private readonly double[] _values = new double[WindowFeatures.Names.Length];

    public void Compute(ReadOnlySpan<double> window, Span<float> results)
    {
        _features.Extract(window, _values);
        for (int i = 0; i < _values.Length; i++)
            results[i] = (float)_values[i];
    }
}
