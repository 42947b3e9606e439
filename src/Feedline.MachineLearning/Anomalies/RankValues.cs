using System.Numerics.Tensors;
using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>Makes one number of the values of the ranks; a rank without one is NaN and does not count.</summary>
internal static class RankValues
{
    /// <summary>The number; NaN when no rank has a value.</summary>
    /// <param name="values">The values.</param>
    /// <param name="over">What to take.</param>
    /// <param name="scratch">Memory for as many.</param>
    public static double Take(ReadOnlySpan<double> values, OverRanks over, Span<double> scratch)
    {
        int count = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                scratch[count++] = value;
        }

        Span<double> known = scratch[..count];
        if (known.IsEmpty)
            return double.NaN;

        return over switch
        {
            OverRanks.Least => TensorPrimitives.Min<double>(known),
            OverRanks.Greatest => TensorPrimitives.Max<double>(known),
            OverRanks.GreatestLessMedian => TensorPrimitives.Max<double>(known) - Median.InPlace(known),
            OverRanks.Sum => TensorPrimitives.Sum<double>(known),
            _ => Median.InPlace(known),
        };
    }
}
