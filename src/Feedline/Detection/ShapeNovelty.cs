using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline;

/// <summary>
/// How far the shape of the last samples is from the nearest of those that were seen: eight means of four samples each, against up to 256
/// earlier stretches. Values are in deviations from the level, so that how high a shape is counts too.
/// </summary>
internal sealed class ShapeNovelty
{
    /// <summary>Samples of a shape.</summary>
    public const int Length = Parts * PartLength;

    private const int Parts = 8;
    private const int PartLength = 4;
    private const int Kept = 256;
    private const int LeastKept = 8;

    // Of the mean of a shape this share is taken off: a slow drift of the level is no new shape.
    private const double MeanShare = 0.5;

    // Farther than any shape can be, and its square is still a float.
    private const float Nowhere = 1e9f;

    // One row for each part, so that many shapes are compared at once.
    private readonly float[] _shapes = new float[Parts * Kept];

    // Shapes that overlap the present one are not compared yet.
    private readonly float[] _recent = new float[Parts * Parts];
    private readonly double[] _parts = new double[Parts];
    private long _partsSeen;
    private int _inPart;
    private double _sum;
    private int _count;
    private int _next;
    private double _distance;

    public ShapeNovelty() => Array.Fill(_shapes, Nowhere);

    /// <summary>Learns a value.</summary>
    /// <param name="deviations">How far it is from the level, in deviations; no more than some.</param>
    /// <returns>The distance of the last whole shape, in deviations; 0 while there are too few to compare with.</returns>
    public double Observe(double deviations)
    {
        _sum += deviations;
        if (++_inPart == PartLength)
        {
            _inPart = 0;
            _parts.AsSpan(1).CopyTo(_parts);
            _parts[^1] = _sum / PartLength;
            _sum = 0;
            if (++_partsSeen >= Parts)
                Compare();
        }

        return _distance;
    }

    public void Write(StateWriter state)
    {
        state.Write(_partsSeen);
        state.Write(_inPart);
        state.Write(_count);
        state.Write(_next);
        state.Write(_sum);
        state.Write(_distance);
        state.Write(_parts);
        state.Write(_recent);
        state.Write(_shapes);
    }

    public void Read(StateReader state)
    {
        _partsSeen = state.ReadLong();
        _inPart = state.ReadInt(0, PartLength - 1);
        _count = state.ReadInt(0, Kept);
        _next = state.ReadInt(0, Kept - 1);
        _sum = state.ReadDouble();
        _distance = state.ReadDouble();
        state.Read(_parts);
        state.Read(_recent);
        state.Read(_shapes);
        state.Require(_partsSeen >= 0);
    }

    private void Compare()
    {
        double mean = 0;
        foreach (double part in _parts)
            mean += part;
        mean *= MeanShare / Parts;
        Span<float> shape = stackalloc float[Parts];
        for (int part = 0; part < Parts; part++)
            shape[part] = (float)(_parts[part] - mean);
        _distance = _count < LeastKept ? 0 : Math.Sqrt(Nearest(shape));

        // The oldest of the recent shapes no longer overlaps the next one.
        Span<float> oldest = _recent.AsSpan((int)(_partsSeen % Parts) * Parts, Parts);
        if (_partsSeen >= 2 * Parts)
            Keep(oldest);
        shape.CopyTo(oldest);
    }

    private void Keep(ReadOnlySpan<float> shape)
    {
        for (int part = 0; part < Parts; part++)
            _shapes[part * Kept + _next] = shape[part];
        _next = (_next + 1) % Kept;
        _count = Math.Min(_count + 1, Kept);
    }

    /// <summary>The least squared distance. Each shape is summed in the same order, so all machines give the same bits.</summary>
    private float Nearest(ReadOnlySpan<float> shape)
    {
        // One line for each part: a loop over them would load each part anew for all shapes.
        Vector512<float> part0 = Vector512.Create(shape[0]), part1 = Vector512.Create(shape[1]);
        Vector512<float> part2 = Vector512.Create(shape[2]), part3 = Vector512.Create(shape[3]);
        Vector512<float> part4 = Vector512.Create(shape[4]), part5 = Vector512.Create(shape[5]);
        Vector512<float> part6 = Vector512.Create(shape[6]), part7 = Vector512.Create(shape[7]);
        Vector512<float> nearest = Vector512.Create(float.MaxValue);
        for (int i = 0; i < Kept; i += Vector512<float>.Count)
        {
            Vector512<float> sum = SquareAway(0, i, part0);
            sum += SquareAway(1, i, part1);
            sum += SquareAway(2, i, part2);
            sum += SquareAway(3, i, part3);
            sum += SquareAway(4, i, part4);
            sum += SquareAway(5, i, part5);
            sum += SquareAway(6, i, part6);
            sum += SquareAway(7, i, part7);
            nearest = Vector512.MinNative(nearest, sum);
        }

        Vector256<float> eight = Vector256.MinNative(nearest.GetLower(), nearest.GetUpper());
        Vector128<float> four = Vector128.MinNative(eight.GetLower(), eight.GetUpper());
        return float.MinNative(float.MinNative(four[0], four[1]), float.MinNative(four[2], four[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> SquareAway(int part, int shape, Vector512<float> from)
    {
        Vector512<float> away = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_shapes), (nuint)(part * Kept + shape)) - from;
        return away * away;
    }
}
