using System.Numerics;

namespace Feedline.Signals;

/// <summary>Puts the k-th smallest value at index k, smaller ones before it and larger ones after it.</summary>
internal static class Selection
{
    private const int InsertionLimit = 24;

    /// <summary>True when a NaN is among the values: comparisons with NaN would make any selection meaningless.</summary>
    public static bool HasNaN<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            if (T.IsNaN(value))
                return true;
        }

        return false;
    }

    /// <summary>The k-th smallest of values that hold no NaN.</summary>
    public static T Select<T>(Span<T> values, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Each bad split costs one; when they run out, sorting what is left keeps the worst case at n log n.
        int patience = 2 * BitOperations.Log2((uint)values.Length + 1) + 8;
        Span<T> rest = values;
        while (rest.Length > InsertionLimit)
        {
            if (patience-- == 0)
            {
                rest.Sort();
                return rest[k];
            }

            (int equalStart, int equalEnd) = PartitionThreeWays(rest, Pivot(rest));
            if (k < equalStart)
            {
                rest = rest[..equalStart];
            }
            else if (k < equalEnd)
            {
                return rest[k];
            }
            else
            {
                rest = rest[equalEnd..];
                k -= equalEnd;
            }
        }

        InsertionSort(rest);
        return rest[k];
    }

    /// <summary>The smallest of values that hold no NaN.</summary>
    public static T Least<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T least = values[0];
        foreach (T value in values)
            least = value < least ? value : least;
        return least;
    }

    private static T Pivot<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T a = values[values.Length / 4];
        T b = values[values.Length / 2];
        T c = values[values.Length / 4 * 3];
        return T.Max(T.Min(a, b), T.Min(T.Max(a, b), c));
    }

    private static (int EqualStart, int EqualEnd) PartitionThreeWays<T>(Span<T> values, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int less = 0;
        int next = 0;
        int greater = values.Length;
        while (next < greater)
        {
            T value = values[next];
            if (value < pivot)
            {
                values[next++] = values[less];
                values[less++] = value;
            }
            else if (value > pivot)
            {
                values[next] = values[--greater];
                values[greater] = value;
            }
            else
            {
                next++;
            }
        }

        return (less, greater);
    }

    private static void InsertionSort<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 1; i < values.Length; i++)
        {
            T value = values[i];
            int j = i;
            for (; j > 0 && values[j - 1] > value; j--)
                values[j] = values[j - 1];
            values[j] = value;
        }
    }
}
