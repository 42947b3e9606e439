using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>
/// As <see cref="PrimeFactorFft"/> for real samples of an odd length, lower half of the bins only. Along m two real columns go
/// as one complex; along p only the first half of the rows is left to do, the others being their conjugates.
/// </summary>
internal sealed class RealPrimeFactorFft : OddRealFft
{
    private readonly MixedRadixFft _columns;
    private readonly RealPrimeFft _first;
    private readonly PrimeFft _row;
    private readonly int[] _fromRe;
    private readonly int[] _fromIm;
    private readonly int[] _to;
    private readonly int _rows;
    private readonly int _prime;

    public RealPrimeFactorFft(int rows, int prime)
        : base(rows * prime)
    {
        _rows = rows;
        _prime = prime;
        int length = rows * prime;
        _columns = new MixedRadixFft(rows, Lanes);
        _row = new PrimeFft(prime, scale: 0.5);
        _first = new RealPrimeFft(prime, _row.Bins);
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
        for (int k = 0; k <= length / 2; k++)
        {
            int c = k % rows;
            int q = k % prime;
            bool isMirrored = c > rows / 2 || (c == 0 && q != 0 && order[q] >= Half);
            int place = isMirrored ? (rows - c) % rows * prime + order[(prime - q) % prime] : c * prime + order[q];
            _to[place] = isMirrored ? -1 - k : k;
        }
    }

    private int Half => _prime / 2;

    private int Lanes => Half + 1;

    public override void Forward(ReadOnlySpan<double> samples, Span<double> real, Span<double> imaginary)
    {
        Permutation.Gather(samples, _fromRe, _columns.InputRe);
        Permutation.Gather(samples, _fromIm, _columns.InputIm);
        _columns.Transform();
        First(real, imaginary);
        Span<double> zero = stackalloc double[2];
        for (int c = 1; c <= _rows / 2; c++)
        {
            (double zeroRe, double zeroIm) = Part(c);
            ReadOnlySpan<int> to = _to.AsSpan(c * _prime, _prime);
            (zero[0], zero[1]) = _row.Transform(zeroRe, zeroIm);
            Permutation.Scatter(zero[..1], zero[1..], to[^1..], real, imaginary);
            Permutation.Scatter(_row.OutputRe, _row.OutputIm, to[..^1], real, imaginary);
        }
    }

    /// <summary>Row 0, the sum of the columns, is real: half of its bins say all.</summary>
    private void First(Span<double> real, Span<double> imaginary)
    {
        _columns.OutputRe[..Half].CopyTo(_first.Input);
        _columns.OutputIm[..Half].CopyTo(_first.Input[Half..]);
        (real[0], imaginary[0]) = (_first.Transform(_columns.OutputRe[Half]), 0);
        Permutation.Scatter(_first.OutputRe, _first.OutputIm, _to.AsSpan(0, Half), real, imaginary);
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
