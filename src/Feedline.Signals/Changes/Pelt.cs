namespace Feedline.Signals;

/// <summary>
/// Optimal change points of a series: the segments of least total cost, each change paying a penalty. Holds its working memory; not
/// thread-safe.
/// </summary>
/// <remarks>
/// <para>Minimises Σ cost(segment) + penalty × changes over all ways to cut the series into segments of at least the minimum
/// length, exactly, with every index tried as a change. F(t) = min over s of F(s) + cost(s, t) + penalty.</para>
/// <para>As no cut makes a segment dearer, a whole block of starts s ending at e costs at least min (F(s) + cost(s, e)) + cost(e, t): a block
/// above the best known is passed over, and once it is above F(t) it is dropped for good, as in PELT. Costs O(n + blocks)
/// evaluations where the penalty exceeds the noise, O(n²) at worst; O(1) each for squares, O(log n) for absolute deviations. Nothing is allocated after
/// construction.</para>
/// <para>Fewer than twice the minimum length of values, and a constant, have no change. Equal totals may be cut either way. Source:
/// Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear computational cost", JASA 107 (2012).</para>
/// </remarks>
public sealed class Pelt
{
    private const double Largest = 1e150;
    private const int BlockLength = 32;

    // Blocks this share of the penalty above the best are not joined: a longer block's bound is looser, and would often not hold.
    private const double NearShare = 0.5;

    private readonly int _minimumLength;
    private readonly double[] _sums = [];
    private readonly double[] _squares = [];
    private readonly double[] _inverses = [];
    private readonly AbsoluteCosts? _absolute;
    private readonly RankSeries? _ranks;

    // By end t of a segment: F(t) and the best start of the last segment.
    private readonly double[] _best;
    private readonly int[] _start;

    // The blocks of starts still in play.
    private readonly StartBlock[] _blocks;

    /// <summary>Makes the working memory.</summary>
    /// <param name="cost">The cost of a segment.</param>
    /// <param name="capacity">The longest series to come, at least 1; takes about 40 bytes each, 12 × log2 more for absolute deviations, 20 more for ranks.</param>
    /// <param name="minimumLength">The least length of a segment, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not in its range.</exception>
    public Pelt(SegmentCost cost, int capacity, int minimumLength = 1)
    {
        if (!Enum.IsDefined(cost))
            throw new ArgumentOutOfRangeException(nameof(cost), cost, "There is no such cost.");
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumLength, 1);
        Capacity = capacity;
        _minimumLength = minimumLength;
        _best = new double[capacity + 1];
        _start = new int[capacity + 1];
        _blocks = new StartBlock[capacity / BlockLength + 1];
        if (cost == SegmentCost.AbsoluteDeviation)
        {
            _absolute = new AbsoluteCosts(capacity);
            return;
        }

        if (cost == SegmentCost.RankDeviation)
            _ranks = new RankSeries(capacity);

        _sums = new double[capacity + 1];
        _squares = new double[capacity + 1];
        _inverses = new double[capacity + 1];
        for (int length = 1; length <= capacity; length++)
            _inverses[capacity - length] = 1.0 / length;
    }

    /// <summary>The longest series taken.</summary>
    public int Capacity { get; }

    /// <summary>Least total found by the last search: costs, plus the penalty for each change.</summary>
    public double Total { get; private set; }

    /// <summary>Finds the changes.</summary>
    /// <param name="values">The series, oldest first; finite and within ±1e150.</param>
    /// <param name="penalty">What a change costs, in the unit of the cost, finite and at least 0.</param>
    /// <param name="changes">Receives the first index of every segment but the first, ascending. A length of n is always enough.</param>
    /// <returns>How many changes there are.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="values"/> are more than the capacity, or not all finite and within ±1e150; or <paramref name="changes"/> is too short.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="penalty"/> is negative or not finite.</exception>
    public int Find(ReadOnlySpan<double> values, double penalty, Span<int> changes)
    {
        ThrowIfTooLong(values.Length, nameof(values));
        Positive.ThrowIfNegative(penalty, nameof(penalty));
        foreach (double value in values)
        {
            if (!(Math.Abs(value) <= Largest))
                throw new ArgumentException("The values must be finite and within ±1e150.", nameof(values));
        }

        Total = 0;
        if (values.IsEmpty)
            return 0;
        if (_absolute is null)
        {
            SquaredCosts.Fill(_ranks is null ? values : _ranks.Of(values), _sums, _squares);
            Search(new SquaredCosts(_sums, _squares, _inverses), values.Length, penalty);
        }
        else
        {
            _absolute.Fill(values);
            Search(_absolute, values.Length, penalty);
        }

        return Trace(values.Length, changes);
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{double}, double, Span{int})"/>
    /// <remarks>Worked out in double precision, which the running sums need.</remarks>
    public int Find(ReadOnlySpan<float> values, double penalty, Span<int> changes)
    {
        ThrowIfTooLong(values.Length, nameof(values));

        // Room that the search fills only after it has read the values.
        Span<double> copy = _best.AsSpan(0, values.Length);
        for (int i = 0; i < copy.Length; i++)
            copy[i] = values[i];
        return Find(copy, penalty, changes);
    }

    private void ThrowIfTooLong(int length, string parameter)
    {
        if (length > Capacity)
            throw new ArgumentException($"There are {length} values for a capacity of {Capacity}.", parameter);
    }

    private void Search<TCosts>(TCosts costs, int n, double penalty)
        where TCosts : IPeltCosts
    {
        double[] best = _best;
        double near = penalty * NearShare;
        int blocks = 0;
        int open = _minimumLength;

        // So that the first segment pays no penalty.
        best[0] = -penalty;
        best[n] = costs.Of(0, n);
        _start[n] = 0;
        for (int t = _minimumLength; t <= n; t++)
        {
            // Starts below the minimum length, but 0, have no room before them.
            int newest = t - _minimumLength;
            int start = 0;
            double least = best[0] + costs.Of(0, t);
            if (newest < _minimumLength)
            {
                Settle(t, least + penalty, start);
                continue;
            }

            // The start that was best so far is likely to be still, and makes the bounds tell.
            costs.Try(best, _start[t - 1], _start[t - 1], t, ref least, ref start);
            costs.Try(best, open, newest, t, ref least, ref start);

            for (int i = blocks - 1; i >= 0; i--)
            {
                ref StartBlock block = ref _blocks[i];
                block.Bound = block.Least + costs.Of(block.Last, t);
                block.IsNear = block.Bound <= least + near;
                if (block.Bound <= least)
                    costs.Try(best, block.First, block.Last, t, ref least, ref start);
            }

            Settle(t, least + penalty, start);
            blocks = Drop(blocks, t);
            if (newest - open + 1 == BlockLength)
            {
                blocks = Merge(costs, blocks);
                _blocks[blocks++] = Close(costs, open, newest);
                open = newest + 1;
            }
        }
    }

    private void Settle(int t, double total, int start)
    {
        _best[t] = total;
        _start[t] = start;
    }

    private StartBlock Close<TCosts>(TCosts costs, int first, int last)
        where TCosts : IPeltCosts
    {
        double least = double.PositiveInfinity;
        for (int s = first; s <= last; s++)
            least = Math.Min(least, _best[s] + costs.Of(s, last));
        return new StartBlock(first, last, least);
    }

    /// <summary>Removes the blocks that a change at t has beaten, once such a change can be the last one.</summary>
    private int Drop(int blocks, int t)
    {
        int kept = 0;
        for (int i = 0; i < blocks; i++)
        {
            ref StartBlock block = ref _blocks[i];
            if (block.Bound > _best[t])
                block.UsefulBefore = Math.Min(block.UsefulBefore, t + _minimumLength);
            if (block.UsefulBefore <= t + 1)
                continue;
            if (kept != i)
                _blocks[kept] = block;
            kept++;
        }

        return kept;
    }

    /// <summary>Joins neighbours of one length that are both far from the best: one bound for twice as many starts.</summary>
    private int Merge<TCosts>(TCosts costs, int blocks)
        where TCosts : IPeltCosts
    {
        int kept = 0;
        for (int i = 0; i < blocks; i++)
        {
            StartBlock block = _blocks[i];
            if (kept > 0 && AreAlike(_blocks[kept - 1], block))
                _blocks[kept - 1] = Close(costs, _blocks[kept - 1].First, block.Last);
            else
                _blocks[kept++] = block;
        }

        return kept;
    }

    private static bool AreAlike(in StartBlock older, in StartBlock newer) =>
        older.Last + 1 == newer.First && older.Length == newer.Length && !older.IsNear && !newer.IsNear
        && older.UsefulBefore == int.MaxValue && newer.UsefulBefore == int.MaxValue;

    private int Trace(int n, Span<int> changes)
    {
        int count = 0;
        for (int t = _start[n]; t > 0; t = _start[t])
            count++;
        if (count > changes.Length)
            throw new ArgumentException($"There are {count} changes, for which the span is too short.", nameof(changes));

        Total = _best[n];
        int place = count;
        for (int t = _start[n]; t > 0; t = _start[t])
            changes[--place] = t;
        return count;
    }
}
