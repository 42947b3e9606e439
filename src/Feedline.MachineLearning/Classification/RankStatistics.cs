using Feedline.Signals;

namespace Feedline.MachineLearning.Classification;

/// <summary>Statistics over the ranks of one step; a rank without a sample is NaN and does not count.</summary>
internal static class RankStatistics
{
    /// <summary>The least, the upper median and the greatest value, and where the first and the last of them are.</summary>
    /// <param name="values">One value a rank.</param>
    /// <param name="scratch">Memory for one value more than there are ranks.</param>
    public static RankSpread Of(ReadOnlySpan<double> values, Span<double> scratch)
    {
        int count = 0;
        int least = -1;
        int greatest = -1;
        for (int slot = 0; slot < values.Length; slot++)
        {
            if (double.IsNaN(values[slot]))
                continue;

            scratch[count++] = values[slot];
            if (least < 0 || values[slot] < values[least])
                least = slot;
            if (greatest < 0 || values[slot] > values[greatest])
                greatest = slot;
        }

        if (count == 0)
            return RankSpread.None;

        // Of an even number the upper of the two in the middle: of two ranks, the one that waited is the typical one.
        if (count % 2 == 0)
            scratch[count++] = double.PositiveInfinity;

        return new RankSpread(values[least], Median.InPlace(scratch[..count]), values[greatest], least, greatest);
    }
}
