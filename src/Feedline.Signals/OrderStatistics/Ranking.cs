namespace Feedline.Signals;

/// <summary>The rank of each value among all, from 0; equal values share the mean of their ranks.</summary>
internal static class Ranking
{
    /// <param name="values">The values, without NaN; sorted afterwards.</param>
    /// <param name="order">As long; where each sorted value stood.</param>
    /// <param name="ranks">As long; receives the ranks in the order the values came.</param>
    public static void OfSorted(Span<double> values, Span<int> order, Span<double> ranks)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        values.Sort(order);
        for (int start = 0; start < values.Length;)
        {
            int end = start + 1;
            while (end < values.Length && values[end] == values[start])
                end++;
            for (int i = start; i < end; i++)
                ranks[order[i]] = (start + end - 1) / 2.0;
            start = end;
        }
    }
}
