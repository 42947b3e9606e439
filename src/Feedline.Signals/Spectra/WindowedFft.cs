using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>Transforms of overlapping segments, mean taken off and weighted.</summary>
internal sealed class WindowedFft
{
    private readonly RealFft _fft;
    private readonly double[] _weights;
    private readonly double[] _segment;

    public WindowedFft(int segmentLength, SpectralWindow window)
    {
        _fft = new RealFft(segmentLength);
        _segment = new double[segmentLength];
        _weights = new double[segmentLength];
        for (int j = 0; j < segmentLength; j++)
            _weights[j] = window == SpectralWindow.Hann && segmentLength > 1 ? (1 - UnitRoot.At(j, segmentLength).Cos) / 2 : 1;
        WeightSquares = TensorPrimitives.SumOfSquares(_weights);
        Step = segmentLength - segmentLength / 2;
    }

    public int SegmentLength => _segment.Length;

    public int BinCount => _fft.BinCount;

    /// <summary>From the start of a segment to the next: neighbours share half of their samples.</summary>
    public int Step { get; }

    public double WeightSquares { get; }

    public int CountSegments(int samples) => 1 + (samples - SegmentLength) / Step;

    public void Transform(ReadOnlySpan<double> samples, int segment, Span<double> real, Span<double> imaginary)
    {
        ReadOnlySpan<double> own = samples.Slice(segment * Step, SegmentLength);

        // Off comes the first sample before the mean: a constant then leaves exactly nothing.
        TensorPrimitives.Subtract(own, own[0], _segment);
        TensorPrimitives.Subtract(_segment, TensorPrimitives.Sum<double>(_segment) / SegmentLength, _segment);
        TensorPrimitives.Multiply(_segment, _weights, _segment);
        _fft.Forward(_segment, real, imaginary);
    }
}
