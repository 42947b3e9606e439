using System.Runtime.CompilerServices;

namespace Feedline;

/// <summary>The GPU time of one row, all ranks together, split by where it went. Nanoseconds.</summary>
internal struct RowAccount
{
    public long Start;
    public long End;

    /// <summary>All of the row's GPU time.</summary>
    public long Total;

    /// <summary>The windows it lies in.</summary>
    public WindowShares Windows;

    /// <summary>Evaluation, in full.</summary>
    public long Evaluation;

    /// <summary>Checkpoints up to their normal length.</summary>
    public long Checkpoint;

    /// <summary>The part of checkpoints beyond their normal length.</summary>
    public long LongCheckpoint;

    /// <summary>Time in steps, checkpoint and evaluation aside.</summary>
    public long Plain;

    /// <summary>How many steps the time holds, over all ranks.</summary>
    public int Steps;

    /// <summary>False while it was not yet known how long a normal step is.</summary>
    public bool IsJudged;

    /// <summary>Time beyond the normal step, checkpoint and evaluation aside; 0 when there is none.</summary>
    public long Excess;

    /// <summary>How much of the excess is within the normal spread of steps.</summary>
    public long Tolerance;

    /// <summary>What a normal step takes, over all ranks.</summary>
    public long Normal;

    /// <summary>True for a step that an earlier attempt had done already.</summary>
    public bool IsRepeated;

    /// <summary>What each rank took more for itself, by pool, in seconds; only the proportions count.</summary>
    public Pools Own;

    /// <summary>What the others waited, by what the one they waited for was late with, in seconds; only the proportions count.</summary>
    public Pools Waits;

    /// <summary>One bit by pool, set where its time is beyond its normal spread.</summary>
    public int Grown;

    public readonly bool HasGrown(LossPool pool) => (Grown & (1 << (int)pool)) != 0;

    /// <summary>Adds time that ranks took themselves.</summary>
    public void AddOwn(LossPool pool, double seconds, bool hasGrown) => Add(ref Own, pool, seconds, hasGrown);

    /// <summary>Adds time that ranks waited for another.</summary>
    public void AddWait(LossPool pool, double seconds, bool hasGrown) => Add(ref Waits, pool, seconds, hasGrown);

    private void Add(ref Pools pools, LossPool pool, double seconds, bool hasGrown)
    {
        pools[(int)pool] += seconds;
        if (hasGrown)
            Grown |= 1 << (int)pool;
    }

    /// <summary>A number by <see cref="LossPool"/>.</summary>
    [InlineArray(Count)]
    public struct Pools
    {
        public const int Count = (int)LossPool.Other + 1;
        private double _first;
    }
}
