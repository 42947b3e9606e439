namespace Feedline.Signals;

/// <summary>
/// Distance of every window of a series to the one most like it, within the series or in another: what recurs (motifs) and what has no like
/// (discords). Holds its working memory and results; not thread-safe.
/// </summary>
/// <remarks>
/// <para>d = √(2 m (1 - ρ)), ρ the Pearson correlation of two windows of m values: the Euclidean distance of the windows brought to
/// mean 0 and variance 1, from 0 to 2 √m, without unit. ρ is 1 of two constant windows and ½ of a constant and another. In one
/// series, windows whose starts are at most ⌈m/4⌉ apart are not compared.</para>
/// <para>A window with a NaN, an infinity or a value beyond ±1e150 is compared with none. A window with nothing to compare with has
/// distance NaN and neighbour -1. Ties go to either.</para>
/// <para>Cost: n²/2 pairs for one series, n × k for two, a vector of diagonals at a time, and O(n m) to start. Rounding leaves ρ within about 1e-13 of the
/// truth, d within 1e-6, unless values up to 4,096 places before are many orders of magnitude larger than the spread of a window. Nothing is allocated
/// after construction. Sources: Yeh et al., "Matrix profile I", ICDM (2016); Zimmerman et al., "Matrix profile XIV: SCAMP", SoCC (2019).</para>
/// </remarks>
public sealed class MatrixProfile
{
    private readonly WindowTable _series;
    private readonly WindowTable _other;
    private readonly NearestWindows _right;
    private readonly NearestWindows _left;
    private readonly double[] _distances;
    private readonly int[] _neighbours;
    private readonly double[] _leftDistances;
    private readonly int[] _leftNeighbours;
    private bool _hasLeft;

    /// <summary>Makes the working memory.</summary>
    /// <param name="window">How many values m make a window, at least 2; tens to hundreds are usual.</param>
    /// <param name="capacity">The longest series to come, at least the window. Takes about 140 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not in its range.</exception>
    public MatrixProfile(int window, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, window);
        Window = window;
        Capacity = capacity;
        _series = new WindowTable(window, capacity, Diagonals.Padding);
        _other = new WindowTable(window, capacity, Diagonals.Padding);
        _right = new NearestWindows(capacity, Diagonals.Padding);
        _left = new NearestWindows(capacity, Diagonals.Padding);
        _distances = new double[capacity];
        _neighbours = new int[capacity];
        _leftDistances = new double[capacity];
        _leftNeighbours = new int[capacity];
    }

    /// <summary>How many values make a window.</summary>
    public int Window { get; }

    /// <summary>The longest series taken.</summary>
    public int Capacity { get; }

    /// <summary>How many windows the latest series has: its length - window + 1, or 0.</summary>
    public int Count { get; private set; }

    /// <summary>Distance of each window to the nearest other. The span sees later joins.</summary>
    public ReadOnlySpan<double> Distances => _distances.AsSpan(0, Count);

    /// <summary>Start of that nearest window, -1 for none.</summary>
    public ReadOnlySpan<int> Neighbours => _neighbours.AsSpan(0, Count);

    /// <summary>Distance of each window to the nearest earlier one: how new it was in its time. Empty after a join of two series.</summary>
    public ReadOnlySpan<double> LeftDistances => _leftDistances.AsSpan(0, _hasLeft ? Count : 0);

    /// <summary>Start of that nearest earlier window, -1 for none. Empty after a join of two series.</summary>
    public ReadOnlySpan<int> LeftNeighbours => _leftNeighbours.AsSpan(0, _hasLeft ? Count : 0);

    private int Exclusion => (Window + 3) / 4;

    /// <summary>Compares the windows of a series with each other.</summary>
    /// <param name="series">The values, oldest first.</param>
    /// <exception cref="ArgumentException">There are more values than the capacity.</exception>
    public void Join(ReadOnlySpan<double> series)
    {
        ThrowIfTooLong(series.Length, nameof(series));
        Count = _series.Fill(series);
        _hasLeft = true;
        _right.Clear();
        _left.Clear();
        Diagonals.Walk(_series, Count, _right, _series, Count, _left, Exclusion + 1, Window);
        OfferEarlierConstants();
        OfferLaterConstants();
        for (int i = 0; i < Count; i++)
        {
            NearestWindows nearest = _left.Correlations[i] >= _right.Correlations[i] ? _left : _right;
            Report(nearest, i, _distances, _neighbours);
            Report(_left, i, _leftDistances, _leftNeighbours);
        }
    }

    /// <summary>Compares each window of a series with all windows of another.</summary>
    /// <param name="series">The values, oldest first; the results are of its windows.</param>
    /// <param name="other">The values to look in.</param>
    /// <exception cref="ArgumentException">There are more values than the capacity.</exception>
    public void Join(ReadOnlySpan<double> series, ReadOnlySpan<double> other)
    {
        ThrowIfTooLong(series.Length, nameof(series));
        ThrowIfTooLong(other.Length, nameof(other));
        Count = _series.Fill(series);
        _hasLeft = false;
        int others = _other.Fill(other);
        _right.Clear();
        _left.Clear();

        // Right of the main diagonal and on it, then left of it with the roles swapped.
        Diagonals.Walk(_series, Count, _right, _other, others, _left, 0, Window);
        Diagonals.Walk(_other, others, _left, _series, Count, _right, 1, Window);
        int constant = _other.Inverses.AsSpan(0, others).IndexOf(0.0);
        for (int i = 0; i < Count; i++)
        {
            OfferConstant(_right, i, constant);
            Report(_right, i, _distances, _neighbours);
        }
    }

    /// <inheritdoc cref="Join(ReadOnlySpan{double})"/>
    /// <remarks>Worked out in double precision, which the running covariances need.</remarks>
    public void Join(ReadOnlySpan<float> series)
    {
        ThrowIfTooLong(series.Length, nameof(series));
        Join(Widen(series, _distances));
    }

    /// <inheritdoc cref="Join(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    /// <remarks>Worked out in double precision, which the running covariances need.</remarks>
    public void Join(ReadOnlySpan<float> series, ReadOnlySpan<float> other)
    {
        ThrowIfTooLong(series.Length, nameof(series));
        ThrowIfTooLong(other.Length, nameof(other));
        Join(Widen(series, _distances), Widen(other, _leftDistances));
    }

    /// <summary>The windows least like any other, the strangest first; they do not overlap.</summary>
    /// <param name="starts">Receives their starts, as many as there is room for.</param>
    /// <returns>How many there are. O(n) for each and each before it.</returns>
    public int Discords(Span<int> starts)
    {
        int count = 0;
        while (count < starts.Length)
        {
            int strangest = -1;
            for (int i = 0; i < Count; i++)
            {
                if (_distances[i] > (strangest < 0 ? double.NegativeInfinity : _distances[strangest]) && IsApart(i, starts[..count]))
                    strangest = i;
            }

            if (strangest < 0)
                break;
            starts[count++] = strangest;
        }

        return count;
    }

    /// <summary>
    /// The windows most like another, the closest first, each followed by its neighbour: after a join of one series no two of a pair's ends
    /// overlap those of pairs before it, after one of two series this holds for the first of the pair.
    /// </summary>
    /// <param name="starts">Receives the starts of windows, as many as there is room for.</param>
    /// <param name="neighbours">Receives the starts of their neighbours, at the same index.</param>
    /// <returns>How many there are. O(n) for each and each before it.</returns>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public int Motifs(Span<int> starts, Span<int> neighbours)
    {
        Lengths.ThrowIfDifferent(starts.Length, neighbours.Length, nameof(neighbours));
        int count = 0;
        while (count < starts.Length)
        {
            int closest = -1;
            for (int i = 0; i < Count; i++)
            {
                if (_distances[i] < (closest < 0 ? double.PositiveInfinity : _distances[closest]) && IsNew(i, starts[..count], neighbours[..count]))
                    closest = i;
            }

            if (closest < 0)
                break;
            starts[count] = closest;
            neighbours[count++] = _neighbours[closest];
        }

        return count;
    }

    private bool IsNew(int window, ReadOnlySpan<int> starts, ReadOnlySpan<int> neighbours) => IsApart(window, starts)
        && (!_hasLeft || (IsApart(window, neighbours) && IsApart(_neighbours[window], starts) && IsApart(_neighbours[window], neighbours)));

    private bool IsApart(int window, ReadOnlySpan<int> others)
    {
        foreach (int other in others)
        {
            if (Math.Abs(window - other) < Window)
                return false;
        }

        return true;
    }

    private void OfferEarlierConstants()
    {
        int constant = -1;
        for (int i = Exclusion + 1; i < Count; i++)
        {
            if (constant < 0 && _series.Inverses[i - Exclusion - 1] == 0)
                constant = i - Exclusion - 1;
            OfferConstant(_left, i, constant);
        }
    }

    private void OfferLaterConstants()
    {
        int constant = -1;
        for (int i = Count - Exclusion - 2; i >= 0; i--)
        {
            if (constant < 0 && _series.Inverses[i + Exclusion + 1] == 0)
                constant = i + Exclusion + 1;
            OfferConstant(_right, i, constant);
        }
    }

    /// <summary>The walk takes a constant for uncorrelated with everything; this makes up for it.</summary>
    private void OfferConstant(NearestWindows nearest, int window, int constant)
    {
        bool isConstant = _series.Inverses[window] == 0;
        if (constant >= 0 && !double.IsNaN(_series.Inverses[window]))
            nearest.Offer(window, isConstant ? 1 : 0.5, constant);
        else if (isConstant && nearest.Indices[window] >= 0)
            nearest.Correlations[window] = 0.5;
    }

    private void Report(NearestWindows nearest, int window, double[] distances, int[] neighbours)
    {
        neighbours[window] = nearest.Indices[window];
        double correlation = nearest.Correlations[window];
        distances[window] = neighbours[window] < 0 ? double.NaN : Math.Sqrt(2.0 * Window * Math.Clamp(1 - correlation, 0, 2));
    }

    /// <summary>Into room for results, which are written only after the series have been read.</summary>
    private static ReadOnlySpan<double> Widen(ReadOnlySpan<float> from, double[] to)
    {
        for (int i = 0; i < from.Length; i++)
            to[i] = from[i];
        return to.AsSpan(0, from.Length);
    }

    private void ThrowIfTooLong(int length, string parameter)
    {
        if (length > Capacity)
            throw new ArgumentException($"There are {length} values for a capacity of {Capacity}.", parameter);
    }
}
