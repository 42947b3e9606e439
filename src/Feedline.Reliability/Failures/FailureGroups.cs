using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>Failures of different nodes that began together, and how many would by chance.</summary>
/// <param name="Sizes">Failures of each group of two or more, in the order of time: those that began soon after the group's first.</param>
/// <param name="Pairs">Pairs of failures no further apart than asked.</param>
/// <param name="ExpectedPairs">Pairs to expect if each failure came at any time, whatever the others do.</param>
/// <remarks>
/// Of n failures in a time T, n (n − 1) / 2 × (2 w/T − (w/T)²) pairs lie within w by chance. A fleet whose rate changes over time has more
/// pairs too, though not of short distance alone. Immutable, so any thread may read it.
/// </remarks>
public readonly record struct FailureGroups(ImmutableArray<int> Sizes, long Pairs, double ExpectedPairs)
{
    internal static FailureGroups Of(ImmutableArray<double> starts, double within, double length)
    {
        ImmutableArray<int>.Builder sizes = ImmutableArray.CreateBuilder<int>();
        long pairs = 0;
        for (int first = 0, last = 0; last < starts.Length; last++)
        {
            while (starts[last] - starts[first] > within)
                first++;
            pairs += last - first;
        }

        for (int from = 0, to; from < starts.Length; from = to)
        {
            for (to = from + 1; to < starts.Length && starts[to] - starts[from] <= within;)
                to++;
            if (to - from > 1)
                sizes.Add(to - from);
        }

        double share = within / length;
        return new FailureGroups(sizes.ToImmutable(), pairs, starts.Length * (starts.Length - 1.0) / 2 * (2 * share - share * share));
    }
}
