using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>
/// As <see cref="PrimeFactorFft"/> for real samples of an odd length, lower half of the bins only. Along m two real columns go
/// as one complex; along p only the first half of the rows is left to do, the others being their conjugates.
/// </summary>
internal sealed class RealPrimeFactorFft : ComplexFft
{
    private readonly AlignedDoubles _buffers;
    private readonly MixedRadixFft _columns;
    private readonly PrimeFft _row;
    private readonly int[] _fromRe;
    private readonly int[] _fromIm;
    private readonly int[] _to;
    private readonly double[] _signs;
    private readonly int _rows;
    private readonly int _prime;

    public RealPrimeFactorFft(int rows, int prime)
    {
        _rows = rows;
        _prime = prime;
        int length = rows * prime;
        _buffers = new AlignedDoubles(3, length);
        _columns = new MixedRadixFft(rows, Lanes);
        _row = new PrimeFft(prime, scale: 0.5);
        _fromRe = new int[rows * Lanes];
        _fromIm = new int[rows * Lanes];
        for (int a = 0; a < rows; a++)
        {
            long start = (long)prime * a;
            for (int s = 0; s < Half; s++)
            {
                _fromRe[a * Lanes + s] = (int)((start + (long)rows * _row.Places[s]) % length);
                _fromIm[a * Lanes + s] = (int)((start + (long)rows * _row.Places[s + Half]) % length);
            }

            // Place 0 of the prime's axis has no partner; what goes with it is not read.
            _fromRe[a * Lanes + Half] = _fromIm[a * Lanes + Half] = (int)(start % length);
        }

        int[] order = new int[prime];
        for (int s = 0; s < prime - 1; s++)
            order[_row.Bins[s]] = s;
        order[0] = prime - 1;

        _to = new int[(rows / 2 + 1) * prime];
        _signs = new double[_to.Length];
        for (int k = 0; k <= length / 2; k++)
        {
            int c = k % rows;
            int q = k % prime;
            bool isMirrored = c > rows / 2 || (c == 0 && q != 0 && order[q] >= Half);
            int place = isMirrored ? (rows - c) % rows * prime + order[(prime - q) % prime] : c * prime + order[q];
            _to[place] = k;
            _signs[place] = isMirrored ? -1 : 1;
        }
    }

    public override Span<double> InputRe => _buffers[0];

    /// <summary>Nothing: the samples are real.</summary>
    public override Span<double> InputIm => default;

    public override Span<double> OutputRe => _buffers[1];

    public override Span<double> OutputIm => _buffers[2];

    private int Half => _prime / 2;

    private int Lanes => Half + 1;

    public override void Transform()
    {
        Permutation.Gather(_buffers[0], _fromRe, _columns.InputRe);
        Permutation.Gather(_buffers[0], _fromIm, _columns.InputIm);
        _columns.Transform();
        int last = _prime - 1;
        for (int c = 0; c <= _rows / 2; c++)
        {
            (double zeroRe, double zeroIm) = Part(c);
            ReadOnlySpan<int> to = _to.AsSpan(c * _prime, _prime);
            ReadOnlySpan<double> signs = _signs.AsSpan(c * _prime, _prime);
            (double re, double im) = _row.Transform(zeroRe, zeroIm);
            (OutputRe[to[last]], OutputIm[to[last]]) = (re, im * signs[last]);

            // Row 0 is that of real numbers: its second half repeats the first.
            int count = c == 0 ? Half : last;
            Permutation.Scatter(_row.OutputRe, to[..count], OutputRe);
            Permutation.Scatter(_row.OutputIm, to[..count], signs, OutputIm);
        }
    }

    /// <summary>Twice row c of both columns from that of the pair: Y + i Z, where Y(m - c) = conj Y(c) and likewise Z.</summary>
    private (double ZeroRe, double ZeroIm) Part(int c)
    {
        ReadOnlySpan<double> re = _columns.OutputRe.Slice(c * Lanes, Lanes);
        ReadOnlySpan<double> im = _columns.OutputIm.Slice(c * Lanes, Lanes);
        ReadOnlySpan<double> mirrorRe = _columns.OutputRe.Slice((_rows - c) % _rows * Lanes, Lanes);
        ReadOnlySpan<double> mirrorIm = _columns.OutputIm.Slice((_rows - c) % _rows * Lanes, Lanes);
        TensorPrimitives.Add(re[..Half], mirrorRe[..Half], _row.InputRe);
        TensorPrimitives.Subtract(im[..Half], mirrorIm[..Half], _row.InputIm);
        TensorPrimitives.Add(im[..Half], mirrorIm[..Half], _row.InputRe[Half..]);
        TensorPrimitives.Subtract(mirrorRe[..Half], re[..Half], _row.InputIm[Half..]);
        return (re[Half] + mirrorRe[Half], im[Half] - mirrorIm[Half]);
    }
}
