namespace Feedline.Signals;

/// <summary>
/// The best places for 1, 2, ... changes, exact. Source: Auger and Lawrence, "Algorithms for the optimal identification of segment
/// neighborhoods", Bulletin of Mathematical Biology 51 (1989).
/// </summary>
internal static class BestCuts
{
    /// <summary>By number of changes, from none; shorter where there is no room for so many. O(changes × n²).</summary>
    public static List<int[]> Find<TCosts>(TCosts costs, int n, int minimumLength, int most)
        where TCosts : ISegmentCosts
    {
        double[] before = new double[n + 1];
        double[] now = new double[n + 1];
        int[][] starts = new int[most + 1][];
        for (int t = 0; t <= n; t++)
            before[t] = t >= minimumLength ? costs.Of(0, t) : double.PositiveInfinity;
        List<int[]> best = [[]];
        for (int k = 1; k <= most && (k + 1) * minimumLength <= n; k++)
        {
            starts[k] = new int[n + 1];
            Array.Fill(now, double.PositiveInfinity);
            for (int t = (k + 1) * minimumLength; t <= n; t++)
            {
                for (int s = k * minimumLength; s <= t - minimumLength; s++)
                {
                    // No cost is below 0, and a look at the sum costs less than the cost of a segment.
                    if (before[s] >= now[t])
                        continue;
                    double cost = before[s] + costs.Of(s, t);
                    if (cost < now[t])
                        (now[t], starts[k][t]) = (cost, s);
                }
            }

            (before, now) = (now, before);
            best.Add(Trace(starts, k, n));
        }

        return best;
    }

    private static int[] Trace(int[][] starts, int count, int n)
    {
        int[] cuts = new int[count];
        for (int k = count, end = n; k > 0; k--)
            cuts[k - 1] = end = starts[k][end];
        return cuts;
    }
}
