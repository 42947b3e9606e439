using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>Statistics over the ranks of one step, in which a rank without a sample is NaN and does not count.</summary>
internal static class RowStatistics
{
    /// <summary>How many ranks have a value.</summary>
    public static int Count(ReadOnlySpan<double> values)
    {
        int count = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                count++;
        }

        return count;
    }

    /// <summary>The least value, NaN when there is none.</summary>
    public static double Least(ReadOnlySpan<double> values)
    {
        double least = double.NaN;
        foreach (double value in values)
        {
            if (!(value >= least))
                least = double.IsNaN(value) ? least : value;
        }

        return least;
    }

    /// <summary>The greatest value, NaN when there is none.</summary>
    public static double Greatest(ReadOnlySpan<double> values)
    {
        double greatest = double.NaN;
        foreach (double value in values)
        {
            if (!(value <= greatest))
                greatest = double.IsNaN(value) ? greatest : value;
        }

        return greatest;
    }

    /// <summary>The sum; NaN when there is no value.</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        double sum = double.NaN;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                sum = double.IsNaN(sum) ? value : sum + value;
        }

        return sum;
    }

    /// <summary>
    /// The median over the ranks, of an even number the upper of the two in the middle: with two ranks the one that waited
    /// is then the typical one, and the other is late by all of the difference. NaN when there is no value.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="scratch">Memory for one value more than there are ranks.</param>
    public static double UpperMedian(ReadOnlySpan<double> values, Span<double> scratch) =>
        MiddleOf(values, scratch, double.PositiveInfinity);

    /// <summary>As <see cref="UpperMedian"/>, but the lower of the two in the middle: with two ranks what the better one does.</summary>
    /// <param name="values">The values.</param>
    /// <param name="scratch">Memory for one value more than there are ranks.</param>
    public static double LowerMedian(ReadOnlySpan<double> values, Span<double> scratch) =>
        MiddleOf(values, scratch, double.NegativeInfinity);

    private static double MiddleOf(ReadOnlySpan<double> values, Span<double> scratch, double tieBreaker)
    {
        int count = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                scratch[count++] = value;
        }

        if (count == 0)
            return double.NaN;

        // With an even count the kernel averages; one more infinite value makes one of the two the middle.
        if (count % 2 == 0)
            scratch[count++] = tieBreaker;

        return Median.InPlace(scratch[..count]);
    }
}
