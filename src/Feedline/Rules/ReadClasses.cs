namespace Feedline.Rules;

/// <summary>Tells cached reads from cold ones by how long they take: two heaps on a logarithmic scale, with hardly a read between.</summary>
/// <remarks>
/// The split is the one that leaves the least variance within the heaps (Otsu 1979, two-means in one dimension). Any numbers
/// can be split so; it means something only where the slow heap is several times as slow and the valley between is empty.
/// </remarks>
internal static class ReadClasses
{
    /// <summary>A read from a cache is at least so many times as fast as one from what lies behind it.</summary>
    private const double LeastFactor = 4;

    /// <summary>At most this share of the reads lies in the middle third between the two.</summary>
    private const double MostInValley = 0.05;

    /// <summary>Of one heap at least this share lies there: of an exponential one 0.14, an even one 0.17, a normal one 0.21.</summary>
    private const double OneHeapInValley = 0.13;

    /// <summary>So many standard deviations of chance below that share: with few reads a valley may be empty by chance.</summary>
    private const double Deviations = 4.5;

    /// <summary>A heap has at least this share of the reads.</summary>
    private const double LeastShare = 0.02;

    /// <summary>Finds the logarithm of the time between cached and cold reads.</summary>
    /// <param name="logarithms">The logarithms of the times; they are sorted.</param>
    /// <returns>NaN where the reads are of one kind, or there are too few.</returns>
    public static double Split(Span<double> logarithms)
    {
        if (logarithms.Length < LearnedNormal.WarmUp)
            return double.NaN;

        logarithms.Sort();
        double total = 0;
        foreach (double value in logarithms)
            total += value;

        double below = 0, best = double.NegativeInfinity, sumAtBest = 0;
        int split = 0;
        for (int i = 1; i < logarithms.Length; i++)
        {
            below += logarithms[i - 1];
            double distance = (below / i) - ((total - below) / (logarithms.Length - i));
            double between = distance * distance * i * (logarithms.Length - i);
            if (between > best)
                (best, split, sumAtBest) = (between, i, below);
        }

        double fast = sumAtBest / split;
        double slow = (total - sumAtBest) / (logarithms.Length - split);
        double third = (slow - fast) / 3;
        int inValley = 0;
        foreach (double value in logarithms)
        {
            if (value > fast + third && value < slow - third)
                inValley++;
        }

        bool areTwo = slow - fast >= Math.Log(LeastFactor)
            && inValley <= MostInAValley(logarithms.Length)
            && Math.Min(split, logarithms.Length - split) >= LeastShare * logarithms.Length;
        return areTwo ? (fast + slow) / 2 : double.NaN;
    }

    private static double MostInAValley(int count) => Math.Min(
        MostInValley * count,
        (OneHeapInValley * count) - (Deviations * Math.Sqrt(count * OneHeapInValley * (1 - OneHeapInValley))));
}
