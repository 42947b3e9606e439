using System.Runtime.InteropServices;

namespace Feedline.Sources;

/// <summary>What must be remembered of a series from point to point, to turn totals into means and increases into totals.</summary>
internal sealed class SeriesTotals
{
    private readonly Dictionary<SeriesHandle, (double Sum, double Count)> _totals = [];

    /// <summary>Adds an increase.</summary>
    /// <returns>The total so far. An increase that is not finite is given back as it is, and not added.</returns>
    public double Add(SeriesHandle series, double increase)
    {
        if (!double.IsFinite(increase) || series.Index < 0)
        {
            return increase;
        }

        ref (double Sum, double Count) total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, series, out _);
        return total.Sum += increase;
    }

    /// <summary>Gives what a total grew by since the point before.</summary>
    /// <param name="series">The series.</param>
    /// <param name="total">The total so far.</param>
    /// <param name="increase">What it grew by.</param>
    /// <returns>Whether there is an increase: not for the first point, nor when nothing came since, nor after a reset.</returns>
    public MeanOutcome Increase(SeriesHandle series, double total, out double increase)
    {
        increase = total;
        if (!double.IsFinite(total) || series.Index < 0)
        {
            return MeanOutcome.Given; // the writer counts it
        }

        ref (double Sum, double Count) before = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, series, out bool known);
        increase = total - before.Sum;
        before.Sum = total;
        return !known || increase == 0 ? MeanOutcome.Nothing : increase < 0 ? MeanOutcome.Reset : MeanOutcome.Given;
    }

    /// <summary>Gives the mean of the values since the point before.</summary>
    /// <param name="series">The series.</param>
    /// <param name="sum">The sum of all values so far.</param>
    /// <param name="count">How many values there were so far.</param>
    /// <param name="mean">The mean.</param>
    /// <returns>Whether there is one: not for the first point, nor when nothing came since, nor after a reset.</returns>
    public MeanOutcome Mean(SeriesHandle series, double sum, double count, out double mean)
    {
        mean = sum;
        if (!double.IsFinite(sum) || series.Index < 0)
        {
            return MeanOutcome.Given; // the writer counts it
        }

        ref (double Sum, double Count) before = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, series, out bool known);
        double values = count - before.Count;
        mean = (sum - before.Sum) / values;
        before = (sum, count);
        return !known || values == 0 ? MeanOutcome.Nothing : values < 0 ? MeanOutcome.Reset : MeanOutcome.Given;
    }
}
