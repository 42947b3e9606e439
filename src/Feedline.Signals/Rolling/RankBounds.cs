using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>Two bounds, and how many values of a window there are below, at and between them.</summary>
internal struct RankBounds
{
    // Each bound and the next number after it: what is less than that is at most as large as the bound.
    private readonly Vector128<double> _lowAndNext;
    private readonly Vector128<double> _highAndNext;
    private Vector128<long> _lowCounts;
    private Vector128<long> _highCounts;

    public RankBounds(double low, double high, (int Less, int UpTo) lowCounts, (int Less, int UpTo) highCounts)
    {
        Low = low;
        High = high;
        _lowAndNext = Vector128.Create(low, double.BitIncrement(low));
        _highAndNext = Vector128.Create(high, double.BitIncrement(high));
        _lowCounts = Vector128.Create(lowCounts.Less, (long)lowCounts.UpTo);
        _highCounts = Vector128.Create(highCounts.Less, (long)highCounts.UpTo);
    }

    /// <summary>Bounds that no number lies beyond.</summary>
    public static RankBounds Widest => new(double.NegativeInfinity, double.PositiveInfinity, default, default);

    public double Low { get; }

    public double High { get; }

    public readonly int LessThanLow => (int)_lowCounts[0];

    public readonly int UpToLow => (int)_lowCounts[1];

    public readonly int LessThanHigh => (int)_highCounts[0];

    /// <summary>Does not count +∞ that came after the bound was set to it: nothing is beyond that anyway.</summary>
    public readonly int UpToHigh => (int)_highCounts[1];

    /// <summary>Counts one value less and one more. NaN stands for no value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Replace(double gone, double added)
    {
        // True is -1, so a count goes up by what is subtracted.
        Vector128<double> coming = Vector128.Create(added);
        Vector128<double> leaving = Vector128.Create(gone);
        _lowCounts = _lowCounts - Vector128.LessThan(coming, _lowAndNext).AsInt64() + Vector128.LessThan(leaving, _lowAndNext).AsInt64();
        _highCounts = _highCounts - Vector128.LessThan(coming, _highAndNext).AsInt64() + Vector128.LessThan(leaving, _highAndNext).AsInt64();
    }

    // Not && here and not || where it is used: which side a value falls on cannot be predicted, that it is not inside can.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Encloses(double value) => value > Low & value < High;
}
