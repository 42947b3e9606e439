using System.Runtime.CompilerServices;

namespace Feedline;

/// <summary>The GPU time of one row, all ranks together, split by where it went. Nanoseconds.</summary>
internal struct RowAccount
{
    public long Start;
    public long End;

    /// <summary>All of the row's GPU time.</summary>
    public long Total;

    /// <summary>Evaluation, in full.</summary>
    public long Evaluation;

    /// <summary>Checkpoints up to their normal length.</summary>
    public long Checkpoint;

    /// <summary>Time beyond the normal step, checkpoint and evaluation aside; 0 when there is none.</summary>
    public long Excess;

    /// <summary>How much of the excess is within the normal spread of steps.</summary>
    public long Tolerance;

    /// <summary>True for a step that an earlier attempt had done already.</summary>
    public bool IsRepeated;

    /// <summary>Time by pool. The checkpoint's is exact; the others tell in which proportion the excess went where.</summary>
    public Pools Pool;

    [InlineArray(Count)]
    public struct Pools
    {
        public const int Count = 6;
        private double _first;
    }
}
