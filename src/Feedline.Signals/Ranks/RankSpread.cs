namespace Feedline.Signals;

/// <summary>Spread across ranks, step by step.</summary>
/// <remarks>
/// O(ranks) expected per step, 0 bytes allocated. NaN means that a rank has no value in a step, and is passed over; infinities order
/// as usual. Safe to call from many threads on different scratch spans.
/// </remarks>
public static class RankSpread
{
    /// <summary>Summarises each step.</summary>
    /// <param name="values">The values, a row of ranks per step: rank r of step s is at s × ranks + r.</param>
    /// <param name="ranks">How many ranks there are, at least 1.</param>
    /// <param name="steps">The spread of each step.</param>
    /// <param name="scratch">Room for one value per rank; overwritten.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ranks"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="values"/> is not one value per rank and step, or <paramref name="scratch"/> is too short.
    /// </exception>
    public static void PerStep(ReadOnlySpan<double> values, int ranks, Span<StepSpread> steps, Span<double> scratch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        if (values.Length != (long)ranks * steps.Length)
            throw new ArgumentException("There must be a value for each rank in every step.", nameof(values));
        Lengths.ThrowIfShort(scratch.Length, ranks, nameof(scratch));
        for (int step = 0; step < steps.Length; step++)
            steps[step] = Of(values.Slice(step * ranks, ranks), scratch);
    }

    private static StepSpread Of(ReadOnlySpan<double> row, Span<double> scratch)
    {
        int count = 0;
        int last = -1;
        for (int rank = 0; rank < row.Length; rank++)
        {
            double value = row[rank];
            if (double.IsNaN(value))
                continue;

            scratch[count++] = value;
            if (last < 0 || value > row[last])
                last = rank;
        }

        double deviation = MedianAbsoluteDeviation.InPlace(scratch[..count], out double median);
        return new StepSpread(count, median, deviation, last < 0 ? double.NaN : row[last], last);
    }
}
