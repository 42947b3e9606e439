namespace Feedline.Signals;

/// <summary>How far apart the ranks were in one step.</summary>
/// <param name="Count">How many ranks had a value.</param>
/// <param name="Median">Median over the ranks, in the values' unit; NaN when no rank had a value.</param>
/// <param name="Deviation">Unscaled median absolute deviation, in the values' unit; NaN when no rank had a value.</param>
/// <param name="Max">Largest value; NaN when no rank had a value.</param>
/// <param name="ArgMax">The first rank with the largest value; -1 when no rank had a value.</param>
public readonly record struct StepSpread(int Count, double Median, double Deviation, double Max, int ArgMax)
{
    /// <summary>What the last rank costs the others: maximum minus median, in the values' unit.</summary>
    public double Skew => Max - Median;
}
