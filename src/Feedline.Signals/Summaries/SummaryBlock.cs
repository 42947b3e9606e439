using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Feedline.Signals;

/// <summary>Sums over one block of values, and the extremes of all blocks so far.</summary>
internal struct SummaryBlock<T>(T first)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Long enough to hide the cost of joining lanes, short enough for sums of floats to stay accurate.</summary>
    public const int Length = 4096;

    /// <summary>Σ(x - shift) over the last block.</summary>
    public double Sum;

    /// <summary>Σ(x - shift)² over the last block.</summary>
    public double Squares;

    public T Min = first;

    public T Max = first;

    public long Above;

    public void Add<TSimd, TVector>(ReadOnlySpan<T> block, T shift, T threshold)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
    {
        ref T start = ref MemoryMarshal.GetReference(block);
        TVector shifts = TSimd.Create(shift);
        TVector thresholds = TSimd.Create(threshold);
        TVector sum0 = TSimd.Create(T.Zero), sum1 = sum0;
        TVector squares0 = sum0, squares1 = sum0;
        TVector min0 = TSimd.Create(Min), min1 = min0;
        TVector max0 = TSimd.Create(Max), max1 = max0;
        int above = 0;

        // Two chains hide the latency of the additions without running out of registers at 256 bits.
        int i = 0;
        for (; i <= block.Length - 2 * TSimd.Count; i += 2 * TSimd.Count)
        {
            TVector x0 = TSimd.Load(ref start, (nuint)i);
            TVector x1 = TSimd.Load(ref start, (nuint)(i + TSimd.Count));
            TVector d0 = TSimd.Subtract(x0, shifts);
            TVector d1 = TSimd.Subtract(x1, shifts);
            sum0 = TSimd.Add(sum0, d0);
            sum1 = TSimd.Add(sum1, d1);
            squares0 = TSimd.MultiplyAdd(d0, d0, squares0);
            squares1 = TSimd.MultiplyAdd(d1, d1, squares1);

            // NaN must lose here; it is found by the sum.
            min0 = TSimd.Min(x0, min0);
            min1 = TSimd.Min(x1, min1);
            max0 = TSimd.Max(x0, max0);
            max1 = TSimd.Max(x1, max1);
            above += BitOperations.PopCount(TSimd.LessThan(thresholds, x0)) + BitOperations.PopCount(TSimd.LessThan(thresholds, x1));
        }

        T sum = TSimd.Sum(TSimd.Add(sum0, sum1));
        T squares = TSimd.Sum(TSimd.Add(squares0, squares1));
        TVector min = TSimd.Min(min0, min1);
        TVector max = TSimd.Max(max0, max1);
        for (int lane = 0; lane < TSimd.Count; lane++)
        {
            Min = Smaller(TSimd.Lane(min, lane), Min);
            Max = Larger(TSimd.Lane(max, lane), Max);
        }

        for (; i < block.Length; i++)
        {
            T x = Unsafe.Add(ref start, i);
            T d = x - shift;
            sum += d;
            squares += d * d;
            Min = Smaller(x, Min);
            Max = Larger(x, Max);
            above += x > threshold ? 1 : 0;
        }

        Sum = double.CreateTruncating(sum);
        Squares = double.CreateTruncating(squares);
        Above += above;
    }

    private static T Smaller(T a, T b) => a < b ? a : b;

    private static T Larger(T a, T b) => a > b ? a : b;
}
