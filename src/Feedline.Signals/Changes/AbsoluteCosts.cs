namespace Feedline.Signals;

/// <summary>Σ |x - median| of any segment in O(log n): its median is found bit by bit of the rank, with running sums on the way.</summary>
/// <remarks>
/// A wavelet matrix over ranks: each level keeps the values in an order and, for every prefix, how many have a 0 in that bit of the rank and what
/// those sum to. Source: Claude and Navarro, "The wavelet matrix", SPIRE (2012).
/// </remarks>
internal sealed class AbsoluteCosts : IPeltCosts
{
    private readonly int _levels;
    private readonly int[][] _zeros;
    private readonly double[][] _zeroSums;
    private readonly double[] _sorted;
    private readonly double[] _sums;
    private readonly int[] _ranks;
    private readonly int[] _next;
    private int _count;

    public AbsoluteCosts(int capacity)
    {
        _levels = 1;
        while (1L << _levels < capacity)
            _levels++;
        _zeros = new int[_levels][];
        _zeroSums = new double[_levels][];
        for (int level = 0; level < _levels; level++)
        {
            _zeros[level] = new int[capacity + 1];
            _zeroSums[level] = new double[capacity + 1];
        }

        _sorted = new double[capacity];
        _sums = new double[capacity + 1];
        _ranks = new int[capacity];
        _next = new int[capacity];
    }

    public void Fill(ReadOnlySpan<double> values)
    {
        int n = _count = values.Length;
        values.CopyTo(_sorted);
        for (int i = 0; i < n; i++)
            _next[i] = i;

        // Equal values get different ranks, so that every rank stands for one value.
        _sorted.AsSpan(0, n).Sort(_next.AsSpan(0, n));

        // About the middle value, so that a far origin costs no digits.
        double centre = n == 0 ? 0 : _sorted[n / 2];
        for (int rank = 0; rank < n; rank++)
        {
            _sorted[rank] -= centre;
            _ranks[_next[rank]] = rank;
        }

        for (int i = 0; i < n; i++)
            _sums[i + 1] = _sums[i] + _sorted[_ranks[i]];

        for (int level = 0; level < _levels; level++)
        {
            int bit = 1 << _levels - 1 - level;
            int[] zeros = _zeros[level];
            double[] sums = _zeroSums[level];
            for (int i = 0; i < n; i++)
            {
                bool isZero = (_ranks[i] & bit) == 0;
                zeros[i + 1] = zeros[i] + (isZero ? 1 : 0);
                sums[i + 1] = sums[i] + (isZero ? _sorted[_ranks[i]] : 0);
            }

            int ones = zeros[n];
            for (int i = 0; i < n; i++)
                _next[(_ranks[i] & bit) == 0 ? zeros[i] : ones + i - zeros[i]] = _ranks[i];
            _next.AsSpan(0, n).CopyTo(_ranks);
        }
    }

    public double Of(int from, int to)
    {
        int length = to - from;
        if (length < 2)
            return 0;

        double total = _sums[to] - _sums[from];
        int below = length / 2;
        int wanted = below;
        int rank = 0;
        double low = 0;
        for (int level = 0; level < _levels; level++)
        {
            int[] zeros = _zeros[level];
            int zeroFrom = zeros[from];
            int zeroTo = zeros[to];
            if (wanted < zeroTo - zeroFrom)
            {
                from = zeroFrom;
                to = zeroTo;
                continue;
            }

            wanted -= zeroTo - zeroFrom;
            low += _zeroSums[level][to] - _zeroSums[level][from];
            from = zeros[_count] + from - zeroFrom;
            to = zeros[_count] + to - zeroTo;
            rank |= 1 << _levels - 1 - level;
        }

        // What is above the middle, less what is below it; an odd middle is in neither.
        double middle = (length & 1) != 0 ? _sorted[rank] : 0;
        return Math.Max(0, total - 2 * low - middle);
    }
    public void Try(double[] best, int first, int last, int to, ref double least, ref int start)
    {
        for (int s = first; s <= last; s++)
        {
            // A cost is never negative.
            if (best[s] >= least)
                continue;
            double total = best[s] + Of(s, to);
            if (total < least)
                (least, start) = (total, s);
        }
    }
}
