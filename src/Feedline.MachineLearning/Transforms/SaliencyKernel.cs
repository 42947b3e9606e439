using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>By which share the youngest value is more salient than those before.</summary>
internal sealed class SaliencyKernel(int length) : IWindowKernel
{
    private readonly SpectralResidual _residual = new(length);

    public void Compute(ReadOnlySpan<double> window, Span<float> results) => results[0] = (float)_residual.Latest(window);
}
