using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>The positions of the k largest values, such as the slowest ranks of a step.</summary>
/// <remarks>
/// One pass keeps the k largest so far in a heap and compares whole vectors with the least of them. O(n + k log k · ln(n / k))
/// on data in no particular order, O(n log k) at worst; k far below n is what it is made for. 0 bytes allocated. Safe to
/// call from many threads.
/// </remarks>
public static class Largest
{
    /// <summary>Finds the k largest values, k being the room given.</summary>
    /// <param name="values">Values in any order. NaN counts as missing and is passed over; infinities count.</param>
    /// <param name="indices">
    /// Their indices, by falling value; of equal values the earlier comes first. At least as long as many are wanted.
    /// </param>
    /// <returns>How many indices were written: fewer than asked for when there are not as many values.</returns>
    public static int Indices(ReadOnlySpan<double> values, Span<int> indices) => IndicesCore(values, indices);

    /// <inheritdoc cref="Indices(ReadOnlySpan{double}, Span{int})"/>
    public static int Indices(ReadOnlySpan<float> values, Span<int> indices) => IndicesCore(values, indices);

    private static int IndicesCore<T>(ReadOnlySpan<T> values, Span<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            return Scan<Simd512<T>, Vector512<T>, T>(values, indices);
        if (Vector256.IsHardwareAccelerated)
            return Scan<Simd256<T>, Vector256<T>, T>(values, indices);
        return Scan<Simd128<T>, Vector128<T>, T>(values, indices);
    }

    private static int Scan<TSimd, TVector, T>(ReadOnlySpan<T> values, Span<int> indices)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (indices.IsEmpty)
            return 0;

        int count = 0;
        int i = 0;
        for (; i < values.Length && count < indices.Length; i++)
        {
            if (T.IsNaN(values[i]))
                continue;

            indices[count++] = i;
            if (count == indices.Length)
                Heapify(values, indices);
        }

        if (count == indices.Length)
            ScanFull<TSimd, TVector, T>(values, indices, i);

        Span<int> found = indices[..count];
        if (count < indices.Length)
            Heapify(values, found);

        // Taking the least off the heap again and again leaves the order that is wanted.
        for (int last = count - 1; last > 0; last--)
        {
            (found[0], found[last]) = (found[last], found[0]);
            SiftDown(values, found[..last], 0);
        }

        return count;
    }

    private static void ScanFull<TSimd, TVector, T>(ReadOnlySpan<T> values, Span<int> heap, int from)
        where TSimd : ISimd<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(values);
        TVector least = TSimd.Create(values[heap[0]]);
        int i = from;
        for (; i <= values.Length - TSimd.Count; i += TSimd.Count)
        {
            uint above = TSimd.LessThan(least, TSimd.Load(ref start, (nuint)i));
            if (above == 0)
                continue;

            for (; above != 0; above &= above - 1)
                Offer(values, heap, i + BitOperations.TrailingZeroCount(above));
            least = TSimd.Create(values[heap[0]]);
        }

        for (; i < values.Length; i++)
            Offer(values, heap, i);
    }

    private static void Offer<T>(ReadOnlySpan<T> values, Span<int> heap, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values[index] > values[heap[0]])
        {
            heap[0] = index;
            SiftDown(values, heap, 0);
        }
    }

    private static void Heapify<T>(ReadOnlySpan<T> values, Span<int> heap)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int node = heap.Length / 2 - 1; node >= 0; node--)
            SiftDown(values, heap, node);
    }

    private static void SiftDown<T>(ReadOnlySpan<T> values, Span<int> heap, int node)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int moving = heap[node];
        while (2 * node + 1 < heap.Length)
        {
            int child = 2 * node + 1;
            if (child + 1 < heap.Length && Leaves(values, heap[child + 1], heap[child]))
                child++;
            if (!Leaves(values, heap[child], moving))
                break;
            heap[node] = heap[child];
            node = child;
        }

        heap[node] = moving;
    }

    /// <summary>True when a must leave the heap before b: it is smaller, or equal and later.</summary>
    private static bool Leaves<T>(ReadOnlySpan<T> values, int a, int b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        values[a] < values[b] || (values[a] == values[b] && a > b);
}
