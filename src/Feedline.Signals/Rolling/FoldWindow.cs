using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>
/// The fold of the last values of a stream, without ever taking one out again: nothing drifts however long the stream, and
/// a NaN or an infinity is forgotten when it leaves.
/// </summary>
/// <remarks>
/// The stream is cut into blocks as long as the window. A window is the tail of one block and the head of the next; the folds
/// of all tails are made when a block is full, the fold of the head grows. Source: van Herk, "A fast algorithm for local
/// minimum and maximum filters", Pattern Recognition Letters 13 (1992).
/// </remarks>
internal sealed class FoldWindow<TFold, TState>(int window)
    where TFold : IFold<TState>
    where TState : struct
{
    private readonly double[] _block = new double[window];

    // Tail i is the fold of block values i and later, of the block before.
    private readonly TState[] _tails = new TState[window];
    private bool _hasTails;
    private int _filled;
    private TState _head;

    /// <summary>What the fold just returned is relative to.</summary>
    public double Anchor { get; private set; }

    public int Count => _hasTails ? window : _filled;

    /// <summary>Adds a value and gives the fold of the window that ends with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState Add(double value)
    {
        int filled = _filled;
        double[] block = _block;
        block[filled] = value;
        if (TFold.IsAnchored && filled == 0 && !_hasTails)
            Anchor = LastFinite([value]);
        TState state = TFold.Of(value - Anchor);
        _head = filled == 0 ? state : TFold.Join(_head, state);
        _filled = ++filled;
        if (filled == block.Length)
            return Turn();

        return _hasTails ? TFold.Join(_tails[filled], _head) : _head;
    }

    public void Clear()
    {
        _filled = 0;
        _hasTails = false;
    }

    /// <summary>The block is full: it is the whole window, and becomes the older block.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private TState Turn()
    {
        double[] block = _block;
        TState[] tails = _tails;
        if (TFold.IsAnchored)
            Anchor = LastFinite(block);
        TState tail = TFold.Of(block[^1] - Anchor);
        tails[block.Length - 1] = tail;
        for (int i = block.Length - 2; i >= 0; i--)
        {
            tail = TFold.Join(TFold.Of(block[i] - Anchor), tail);
            tails[i] = tail;
        }

        _filled = 0;
        _hasTails = true;
        return tail;
    }

    private static double LastFinite(ReadOnlySpan<double> values)
    {
        for (int i = values.Length - 1; i >= 0; i--)
        {
            if (double.IsFinite(values[i]))
                return values[i];
        }

        return 0;
    }
}
