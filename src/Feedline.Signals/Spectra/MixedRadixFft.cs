namespace Feedline.Signals;

/// <summary>Transform of a length whose prime factors are at most 7, pass by pass between two buffers.</summary>
internal sealed class MixedRadixFft : ComplexFft
{
    private readonly AlignedDoubles _buffers;
    private readonly FftPass[] _passes;

    public MixedRadixFft(int length)
    {
        _buffers = new AlignedDoubles(4, length);
        int[] radices = FftLengths.Split(length);
        _passes = new FftPass[radices.Length];
        int before = 1;
        for (int i = 0; i < radices.Length; i++)
        {
            _passes[i] = new FftPass(radices[i], before, length / before / radices[i]);
            before *= radices[i];
        }
    }

    public override Span<double> InputRe => _buffers[0];

    public override Span<double> InputIm => _buffers[1];

    public override Span<double> OutputRe => _buffers[_passes.Length % 2 * 2];

    public override Span<double> OutputIm => _buffers[_passes.Length % 2 * 2 + 1];

    public override void Transform()
    {
        for (int i = 0; i < _passes.Length; i++)
        {
            int from = i % 2 * 2;
            _passes[i].Run(_buffers[from], _buffers[from + 1], _buffers[2 - from], _buffers[3 - from]);
        }
    }
}
