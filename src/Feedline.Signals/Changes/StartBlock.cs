namespace Feedline.Signals;

/// <summary>Neighbouring starts of a last segment, from first to last, judged together.</summary>
internal struct StartBlock(int first, int last, double least)
{
    public readonly int First = first;

    public readonly int Last = last;

    public readonly int Length => Last - First + 1;

    /// <summary>The least total of any of them when the last segment ends at <see cref="Last"/>.</summary>
    public readonly double Least = least;

    /// <summary>No total of theirs is below this at the present end.</summary>
    public double Bound;

    /// <summary>The bound is not far above the best total at the present end.</summary>
    public bool IsNear;

    /// <summary>From this end on none of them can be best.</summary>
    public int UsefulBefore = int.MaxValue;
}
