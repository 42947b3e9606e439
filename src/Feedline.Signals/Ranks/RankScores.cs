namespace Feedline.Signals;

/// <summary>Which ranks are late, and which early, more often than chance would have it.</summary>
/// <remarks>
/// <para>In each step the n ranks that have a value are placed from 1 (least) to n (largest), ties sharing their mean place, and the
/// place becomes u = (place - (n + 1) / 2) / √((n² - 1) / 12), which has mean 0 and variance 1 if all ranks are alike. A rank's
/// score is Σu / √steps over the m steps it took part in: standard normal, for many independent steps, if the rank is like the
/// others. Above 5 or so it is late, below -5 early; scores sum to about 0, so a late rank makes the others look a little
/// early, each by its share. Places, not durations: one outlier step says no more than one step.
/// Source: Friedman, "The use of ranks to avoid the assumption of normality", JASA 32 (1937).</para>
/// <para>O(ranks log ranks) per step, 0 bytes allocated. NaN means that a rank has no value in a step. A step with fewer than two
/// values says nothing and is passed over. Safe to call from many threads on different spans.</para>
/// </remarks>
public static class RankScores
{
    /// <summary>Scores each rank over all steps.</summary>
    /// <param name="values">The values, a row of ranks per step: rank r of step s is at s × ranks + r. Larger is later.</param>
    /// <param name="scores">By rank: how many standard deviations it is late, negative if early; NaN when it took part in no step.</param>
    /// <param name="scratch">Room for two values per rank; overwritten.</param>
    /// <param name="order">Room for one index per rank; overwritten.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="values"/> is not a whole number of rows, <paramref name="scores"/> is empty, or
    /// <paramref name="scratch"/> or <paramref name="order"/> is too short.
    /// </exception>
    public static void Compute(ReadOnlySpan<double> values, Span<double> scores, Span<double> scratch, Span<int> order)
    {
        int ranks = scores.Length;
        if (ranks == 0)
            throw new ArgumentException("There must be a score for each rank.", nameof(scores));
        if (values.Length % ranks != 0)
            throw new ArgumentException("There must be a value for each rank in every step.", nameof(values));
        Lengths.ThrowIfShort(scratch.Length, 2 * ranks, nameof(scratch));
        Lengths.ThrowIfShort(order.Length, ranks, nameof(order));

        scores.Clear();
        Span<double> row = scratch[..ranks];
        Span<double> steps = scratch.Slice(ranks, ranks);
        steps.Clear();
        for (int start = 0; start < values.Length; start += ranks)
            AddStep(values.Slice(start, ranks), scores, steps, row, order);

        for (int rank = 0; rank < ranks; rank++)
            scores[rank] = steps[rank] > 0 ? scores[rank] / Math.Sqrt(steps[rank]) : double.NaN;
    }

    private static void AddStep(
        ReadOnlySpan<double> values, Span<double> scores, Span<double> steps, Span<double> row, Span<int> order)
    {
        int count = 0;
        for (int rank = 0; rank < values.Length; rank++)
        {
            if (double.IsNaN(values[rank]))
                continue;
            row[count] = values[rank];
            order[count++] = rank;
        }

        if (count < 2)
            return;

        row[..count].Sort(order[..count]);
        double unit = 1 / Math.Sqrt(((double)count * count - 1) / 12);
        for (int first = 0; first < count;)
        {
            int end = first + 1;
            while (end < count && row[end] == row[first])
                end++;

            // Places first + 1 to end, shared.
            double score = ((first + 1 + end) / 2.0 - (count + 1) / 2.0) * unit;
            for (; first < end; first++)
            {
                scores[order[first]] += score;
                steps[order[first]]++;
            }
        }
    }
}
