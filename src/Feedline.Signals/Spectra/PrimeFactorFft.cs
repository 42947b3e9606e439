namespace Feedline.Signals;

/// <summary>
/// Transform of a length m p, p a prime that does not divide m: by two axes, of length m and p, without factors between them.
/// </summary>
/// <remarks>Source: Good (1958), The interaction algorithm and practical Fourier analysis; <see cref="PrimeFft"/> along p.</remarks>
internal sealed class PrimeFactorFft : ComplexFft
{
    private readonly AlignedDoubles _buffers;
    private readonly MixedRadixFft _columns;
    private readonly PrimeFft _row;
    private readonly int[] _from;
    private readonly int[] _to;
    private readonly int _rows;
    private readonly int _prime;

    public PrimeFactorFft(int rows, int prime)
    {
        _rows = rows;
        _prime = prime;
        int length = rows * prime;
        _buffers = new AlignedDoubles(2, length);
        _columns = new MixedRadixFft(rows, prime);
        _row = new PrimeFft(prime);
        _from = new int[length];
        _to = new int[length];
        int[] order = new int[prime];
        for (int s = 0; s < prime - 1; s++)
            order[_row.Bins[s]] = s;
        order[0] = prime - 1;

        // Place 0 of the prime's axis stands last in each row.
        for (int a = 0; a < rows; a++)
        {
            for (int s = 0; s < prime; s++)
                _from[a * prime + s] = (int)(((long)prime * a + (s < prime - 1 ? (long)rows * _row.Places[s] : 0)) % length);
        }

        for (int k = 0; k < length; k++)
            _to[k % rows * prime + order[k % prime]] = k;
    }

    public override Span<double> InputRe => _buffers[0];

    public override Span<double> InputIm => _buffers[1];

    public override Span<double> OutputRe => _buffers[0];

    public override Span<double> OutputIm => _buffers[1];

    public override void Transform()
    {
        Permutation.Gather(_buffers[0], _from, _columns.InputRe);
        Permutation.Gather(_buffers[1], _from, _columns.InputIm);
        _columns.Transform();
        int last = _prime - 1;
        for (int c = 0; c < _rows; c++)
        {
            ReadOnlySpan<double> re = _columns.OutputRe.Slice(c * _prime, _prime);
            ReadOnlySpan<double> im = _columns.OutputIm.Slice(c * _prime, _prime);
            ReadOnlySpan<int> to = _to.AsSpan(c * _prime, _prime);
            re[..last].CopyTo(_row.InputRe);
            im[..last].CopyTo(_row.InputIm);
            (OutputRe[to[last]], OutputIm[to[last]]) = _row.Transform(re[last], im[last]);
            Permutation.Scatter(_row.OutputRe, _row.OutputIm, to[..last], OutputRe, OutputIm);
        }
    }
}
