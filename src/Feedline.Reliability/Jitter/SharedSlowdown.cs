namespace Feedline.Reliability;

/// <summary>Tells what all ranks of a step share from what each has of its own.</summary>
/// <remarks>
/// What is shared slows a step once, however many ranks there are; taken for jitter of the ranks it would be counted again and again.
/// </remarks>
internal static class SharedSlowdown
{
    // Standard errors above 0 from which ranks are taken to move together.
    private const double Significance = 3;
    private const int Shuffles = 6;

    /// <summary>Whether ranks are slow in the same steps more often than chance has it.</summary>
    /// <remarks>
    /// By the mean product, over pairs of ranks, of their places among their own steps (Spearman's correlation), which no heavy tail can
    /// upset; its error counts steps for as few as they are worth.
    /// </remarks>
    public static bool IsPresent(OwnTimes times)
    {
        int steps = times.Steps;
        int ranks = times.Ranks;
        var places = new double[times.Values.Length];
        var order = new int[steps];
        var column = new double[steps];
        for (int rank = 0; rank < ranks; rank++)
        {
            for (int step = 0; step < steps; step++)
                (order[step], column[step]) = (step, times.Residuals[step * ranks + rank]);
            Array.Sort(column, order);
            for (int first = 0; first < steps;)
            {
                int end = first + 1;
                while (end < steps && column[end] == column[first])
                    end++;
                double place = (first + end) / (double)steps - 1;
                for (; first < end; first++)
                    places[order[first] * ranks + rank] = place;
            }
        }

        var products = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            double sum = 0;
            double squares = 0;
            foreach (double place in places.AsSpan(step * ranks, ranks))
            {
                sum += place;
                squares += place * place;
            }

            products[step] = sum * sum - squares;
        }

        double mean = products.Average();
        double error = Math.Sqrt(products.Sum(p => (p - mean) * (p - mean)) / steps * SerialDependence.Inflation(products) / steps);
        return mean > Significance * error;
    }

    /// <summary>The part of the residuals that is each rank's own.</summary>
    /// <remarks>
    /// A residual less the mean of its step's other ranks is free of what they share, but has their jitter in it: it is the
    /// convolution of a rank's own with the mean of n - 1 others. Undone by trial: a guess is dealt anew to ranks and steps and treated alike,
    /// and each of its values moved by as much as what comes out differs from what was seen at the same place in order. The tail of the differences is
    /// smoothed first, since undoing a convolution makes much of little.
    /// </remarks>
    public static OwnJitter Remove(OwnTimes times, Random random) => Remove(times.Residuals, times.Ranks, random);

    /// <summary>The same of any residuals, a row of ranks per step.</summary>
    public static OwnJitter Remove(ReadOnlySpan<double> residuals, int ranks, Random random)
    {
        int count = residuals.Length;
        double[] differences = residuals.ToArray();
        LessOthers(differences, ranks);
        int[] order = [.. Enumerable.Range(0, count)];
        double[] sorted = [.. differences];
        Array.Sort(sorted, order);
        TailStart seen = TailStart.Of(sorted);
        for (int i = seen.Below; i < count; i++)
            sorted[i] = seen.Threshold + seen.Tail.Exceeded((count - i - 0.5) / seen.Excesses.Length);

        // A guess whose variance is right, put right once. More rounds would fit the noise.
        double shrink = Math.Sqrt((ranks - 1.0) / ranks);
        double[] own = [.. sorted.Select(difference => difference * shrink)];
        double[] treated = Treated(own, ranks, random);
        for (int i = 0; i < count; i++)
            own[i] += sorted[i] - treated[i];
        Array.Sort(own);

        double middle = own.Average();
        for (int i = 0; i < count; i++)
            differences[order[i]] = own[i] -= middle;
        return new OwnJitter(differences, TailStart.At(own, seen.Below), seen);
    }

    /// <summary>What differences these values would give in random steps, ascending, on average over some deals.</summary>
    private static double[] Treated(double[] values, int ranks, Random random)
    {
        var dealt = new double[values.Length];
        var mean = new double[values.Length];
        for (int shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            values.CopyTo(dealt, 0);
            random.Shuffle(dealt);
            LessOthers(dealt, ranks);
            Array.Sort(dealt);
            for (int i = 0; i < mean.Length; i++)
                mean[i] += dealt[i] / Shuffles;
        }

        return mean;
    }

    private static void LessOthers(double[] values, int ranks)
    {
        for (int start = 0; start < values.Length; start += ranks)
        {
            Span<double> row = values.AsSpan(start, ranks);
            double sum = 0;
            foreach (double value in row)
                sum += value;
            foreach (ref double value in row)
                value -= (sum - value) / (ranks - 1);
        }
    }
}
