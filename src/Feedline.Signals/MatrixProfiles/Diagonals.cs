using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>
/// Walks the pairs (row i, column i + g) of two window tables for all g from a first one on, and keeps the best of each row and column.
/// </summary>
/// <remarks>
/// A vector holds neighbouring diagonals, so each lane runs its own recurrence. Improvements are rare, so the walk only asks
/// whether there is one among its pairs; then they are gone through one by one. Rows come in chunks which begin with covariances
/// from scratch: rounding errors, and those after a huge value, do not travel far, and the chunk stays in the cache.
/// </remarks>
internal static class Diagonals
{
    /// <summary>How far past its end a table is read.</summary>
    public const int Padding = 64;

    private const int Vectors = 4;
    private const int RowsAtOnce = 4096;

    public static void Walk(WindowTable rows, int rowCount, NearestWindows rowBest, WindowTable columns, int columnCount, NearestWindows columnBest, int first, int window)
    {
        if (Vector512.IsHardwareAccelerated)
            Walk<Simd512<double>, Vector512<double>>(rows, rowCount, rowBest, columns, columnCount, columnBest, first, window);
        else if (Vector256.IsHardwareAccelerated)
            Walk<Simd256<double>, Vector256<double>>(rows, rowCount, rowBest, columns, columnCount, columnBest, first, window);
        else
            Walk<Simd128<double>, Vector128<double>>(rows, rowCount, rowBest, columns, columnCount, columnBest, first, window);
    }

    private static void Walk<TSimd, TVector>(
        WindowTable rows, int rowCount, NearestWindows rowBest, WindowTable columns, int columnCount, NearestWindows columnBest, int first, int window)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        for (int from = 0; from < rowCount; from += RowsAtOnce)
        {
            for (int g = first; g + from < columnCount; g += Vectors * TSimd.Count)
            {
                int to = Math.Min(Math.Min(from + RowsAtOnce, rowCount), columnCount - g);
                Walk<TSimd, TVector>(rows, from, to, rowBest, columns, g, columnBest, window);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Walk<TSimd, TVector>(
        WindowTable rows, int from, int to, NearestWindows rowBest, WindowTable columns, int g, NearestWindows columnBest, int window)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        ref double rowAdded = ref MemoryMarshal.GetArrayDataReference(rows.Added);
        ref double rowRemoved = ref MemoryMarshal.GetArrayDataReference(rows.Removed);
        ref double rowInverse = ref MemoryMarshal.GetArrayDataReference(rows.Inverses);
        ref double added = ref MemoryMarshal.GetArrayDataReference(columns.Added);
        ref double removed = ref MemoryMarshal.GetArrayDataReference(columns.Removed);
        ref double inverse = ref MemoryMarshal.GetArrayDataReference(columns.Inverses);
        ref double rowTop = ref MemoryMarshal.GetArrayDataReference(rowBest.Correlations);
        ref double columnTop = ref MemoryMarshal.GetArrayDataReference(columnBest.Correlations);
        nuint step = (nuint)TSimd.Count;

        TVector c0 = Start<TSimd, TVector>(rows, from, columns, from + g, window);
        TVector c1 = Start<TSimd, TVector>(rows, from, columns, from + g + TSimd.Count, window);
        TVector c2 = Start<TSimd, TVector>(rows, from, columns, from + g + 2 * TSimd.Count, window);
        TVector c3 = Start<TSimd, TVector>(rows, from, columns, from + g + 3 * TSimd.Count, window);
        for (int i = from; ;)
        {
            nuint j = (nuint)(i + g);
            TVector scale = TSimd.Create(Unsafe.Add(ref rowInverse, i));
            TVector top = TSimd.Create(Unsafe.Add(ref rowTop, i));
            TVector r0 = TSimd.Multiply(TSimd.Multiply(c0, scale), TSimd.Load(ref inverse, j));
            TVector r1 = TSimd.Multiply(TSimd.Multiply(c1, scale), TSimd.Load(ref inverse, j + step));
            TVector r2 = TSimd.Multiply(TSimd.Multiply(c2, scale), TSimd.Load(ref inverse, j + 2 * step));
            TVector r3 = TSimd.Multiply(TSimd.Multiply(c3, scale), TSimd.Load(ref inverse, j + 3 * step));
            uint better = TSimd.LessThan(TSimd.Min(top, TSimd.Load(ref columnTop, j)), r0)
                | TSimd.LessThan(TSimd.Min(top, TSimd.Load(ref columnTop, j + step)), r1)
                | TSimd.LessThan(TSimd.Min(top, TSimd.Load(ref columnTop, j + 2 * step)), r2)
                | TSimd.LessThan(TSimd.Min(top, TSimd.Load(ref columnTop, j + 3 * step)), r3);
            if (better != 0)
            {
                Keep<TSimd, TVector>(r0, i, (int)j, rowBest, columnBest);
                Keep<TSimd, TVector>(r1, i, (int)(j + step), rowBest, columnBest);
                Keep<TSimd, TVector>(r2, i, (int)(j + 2 * step), rowBest, columnBest);
                Keep<TSimd, TVector>(r3, i, (int)(j + 3 * step), rowBest, columnBest);
            }

            if (++i >= to)
                return;

            j++;
            TVector plus = TSimd.Create(Unsafe.Add(ref rowAdded, i));
            TVector minus = TSimd.Create(-Unsafe.Add(ref rowRemoved, i));
            c0 = TSimd.MultiplyAdd(plus, TSimd.Load(ref added, j), TSimd.MultiplyAdd(minus, TSimd.Load(ref removed, j), c0));
            c1 = TSimd.MultiplyAdd(plus, TSimd.Load(ref added, j + step), TSimd.MultiplyAdd(minus, TSimd.Load(ref removed, j + step), c1));
            c2 = TSimd.MultiplyAdd(plus, TSimd.Load(ref added, j + 2 * step), TSimd.MultiplyAdd(minus, TSimd.Load(ref removed, j + 2 * step), c2));
            c3 = TSimd.MultiplyAdd(plus, TSimd.Load(ref added, j + 3 * step), TSimd.MultiplyAdd(minus, TSimd.Load(ref removed, j + 3 * step), c3));
        }
    }

    /// <summary>Covariances of one row window with those of as many columns as there are lanes.</summary>
    private static TVector Start<TSimd, TVector>(WindowTable rows, int i, WindowTable columns, int j, int window)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        // Past the end the covariance is of no use, and there may be no room to read a whole window.
        if (j + window + TSimd.Count > columns.Values.Length)
            return TSimd.Create(0);

        ref double values = ref columns.Values[j];
        TVector means = TSimd.Load(ref columns.Means[j], 0);
        TVector sum = TSimd.Create(0);
        for (int k = 0; k < window; k++)
        {
            TVector apart = TSimd.Subtract(TSimd.Load(ref values, (nuint)k), means);
            sum = TSimd.MultiplyAdd(TSimd.Create(rows.Values[i + k] - rows.Means[i]), apart, sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep<TSimd, TVector>(TVector correlations, int i, int j, NearestWindows rowBest, NearestWindows columnBest)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        Span<double> lanes = stackalloc double[8];
        TSimd.Store(correlations, ref MemoryMarshal.GetReference(lanes), 0);
        for (int lane = 0; lane < TSimd.Count; lane++)
        {
            rowBest.Offer(i, lanes[lane], j + lane);
            columnBest.Offer(j + lane, lanes[lane], i);
        }
    }
}
