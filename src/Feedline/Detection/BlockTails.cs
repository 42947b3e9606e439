using System.Numerics;
using System.Runtime.Intrinsics;

namespace Feedline;

/// <summary>
/// Tails of several statistics of the same samples. Their blocks begin and end together, and nearly all values are common in all of them, which
/// one comparison of all tells.
/// </summary>
internal sealed class BlockTails
{
    /// <summary>As many as one vector has lanes.</summary>
    public const int Most = 8;

    private readonly BlockTail[] _tails;
    private Vector512<double> _locations = Vector512.Create(double.PositiveInfinity);
    private Vector512<double> _scales = Vector512<double>.One;
    private Vector512<double> _largest;

    // Of the first two tails: their curves are level = start + stretch exp(shape rarity).
    private Vector128<double> _starts;
    private Vector128<double> _stretches;
    private Vector128<double> _shapes;
    private Vector128<double> _known;
    private Vector128<double> _knownIfCoarse;
    private int _inBlock;

    /// <param name="tails">Two or more, but no more than <see cref="Most"/>; lane by lane in this order, and nothing is learned by them otherwise.</param>
    public BlockTails(params BlockTail[] tails)
    {
        _tails = tails;
        TakeFits();
    }

    /// <summary>The rarity of the rarest value: see <see cref="BlockTail.Rarity"/>.</summary>
    /// <param name="values">One for each tail; minus infinity for one that has no say.</param>
    /// <param name="isCoarse">Most values of the series are the same.</param>
    public double Rarity(Vector512<double> values, bool isCoarse)
    {
        Vector512<double> beyond = values - _locations;
        ulong rare = Vector512.GreaterThan(beyond, Vector512<double>.Zero).ExtractMostSignificantBits();
        if (rare == 0)
            return Largest(beyond / _scales);

        // A value beyond its location is rarer than any that is not.
        double rarity = 0;
        for (; rare != 0; rare &= rare - 1)
        {
            int i = BitOperations.TrailingZeroCount(rare);
            rarity = double.MaxNative(rarity, _tails[i].Rarity(values[i], isCoarse));
        }

        return rarity;
    }

    /// <summary>Values of the first two tails beyond these are that rare, and those up to them are not: <see cref="BlockTail.Rarity"/> the other way round.</summary>
    /// <param name="rarity">The rarity, above what any that came before can have: the logarithm of how many maxima are kept.</param>
    /// <param name="isCoarse">Most values of the series are the same.</param>
    public Vector128<double> LevelsOf(double rarity, bool isCoarse)
    {
        Vector128<double> levels = _starts + _stretches * Vector128.Exp(_shapes * Vector128.Create(rarity));
        return Vector128.MaxNative(levels, isCoarse ? _knownIfCoarse : _known);
    }

    /// <summary>Learns a value for each of the first tails.</summary>
    /// <param name="values">The values, 0 or more.</param>
    /// <param name="learned">How many tails learn; more of them only from the start of a block on.</param>
    public void Learn(Vector512<double> values, int learned)
    {
        _largest = Vector512.MaxNative(_largest, values);
        if (++_inBlock < BlockTail.BlockLength)
            return;

        for (int i = 0; i < learned; i++)
            _tails[i].LearnBlock(_largest[i]);
        _inBlock = 0;
        _largest = default;
        TakeFits();
    }

    public void Write(StateWriter state, int learned)
    {
        for (int i = 0; i < _tails.Length; i++)
        {
            (_tails[i].InBlock, _tails[i].Largest) = i < learned ? (_inBlock, _largest[i]) : (0, 0);
            _tails[i].Write(state);
        }
    }

    public void Read(StateReader state, int learned)
    {
        for (int i = 0; i < _tails.Length; i++)
        {
            _tails[i].Read(state);
            _largest = _largest.WithElement(i, _tails[i].Largest);
            state.Require(_tails[i].InBlock == (i < learned ? _tails[0].InBlock : 0));
        }

        _inBlock = _tails[0].InBlock;
        TakeFits();
    }

    private static double Largest(Vector512<double> values)
    {
        Vector256<double> four = Vector256.MaxNative(values.GetLower(), values.GetUpper());
        Vector128<double> two = Vector128.MaxNative(four.GetLower(), four.GetUpper());
        return double.MaxNative(two[0], two[1]);
    }

    private void TakeFits()
    {
        for (int i = 0; i < _tails.Length; i++)
        {
            _locations = _locations.WithElement(i, _tails[i].Location);
            _scales = _scales.WithElement(i, _tails[i].Scale);
        }

        BlockTail first = _tails[0], second = _tails[1];
        _shapes = Vector128.Create(first.Shape, second.Shape);
        _stretches = Vector128.Create(first.Scale, second.Scale) / _shapes;
        _starts = Vector128.Create(first.Location, second.Location) - _stretches;
        _known = Vector128.Create(first.KnownTo(isCoarse: false), second.KnownTo(isCoarse: false));
        _knownIfCoarse = Vector128.Create(first.KnownTo(isCoarse: true), second.KnownTo(isCoarse: true));
    }
}
