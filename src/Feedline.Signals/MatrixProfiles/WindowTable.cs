namespace Feedline.Signals;

/// <summary>What the matrix profile needs of each window of a series.</summary>
/// <remarks>
/// Along a diagonal the covariance of two windows changes by Added × Added' - Removed × Removed' when both move on by one. Source:
/// the stable covariance update of Welford and of Chan, Golub and LeVeque (1983), applied to both ends of the window.
/// </remarks>
internal sealed class WindowTable
{
    private const double Largest = 1e150;
    private readonly int _window;
    private double _origin = double.NaN;

    public WindowTable(int window, int capacity, int padding)
    {
        _window = window;
        Values = new double[capacity + padding];
        IsMissing = new bool[capacity];
        Means = new double[capacity + padding];
        Inverses = new double[capacity + padding];
        Added = new double[capacity + padding];
        Removed = new double[capacity + padding];
    }

    /// <summary>The values less the first one, so that a far origin costs no digits; for a missing one its neighbour, as a far-off stand-in would leave its rounding errors behind.</summary>
    public double[] Values { get; }

    public bool[] IsMissing { get; }

    public double[] Means { get; }

    /// <summary>1 / √Σ(x - mean)² of each window: 0 for a constant, NaN when a value is missing or there is no window.</summary>
    public double[] Inverses { get; }

    public double[] Added { get; }

    public double[] Removed { get; }

    public void Set(int index, double value)
    {
        IsMissing[index] = !(Math.Abs(value) <= Largest);
        if (double.IsNaN(_origin) && !IsMissing[index])
            _origin = value;
        Values[index] = !IsMissing[index] ? value - _origin : index > 0 ? Values[index - 1] : 0;
    }

    public void Clear() => _origin = double.NaN;

    /// <summary>Works out the window that starts here; the values of it and the one before it must be there.</summary>
    public void Describe(int start)
    {
        ReadOnlySpan<double> values = Values.AsSpan(start, _window);
        double first = values[0];
        double sum = 0;
        foreach (double value in values[..^1])
            sum += value - first;

        // Without its last value; and with it.
        double common = first + sum / (_window - 1);
        double mean = first + (sum + (values[^1] - first)) / _window;
        double squares = 0;
        foreach (double value in values)
            squares += (value - mean) * (value - mean);

        double root = Math.Sqrt((_window - 1.0) / _window);
        Means[start] = mean;
        Added[start] = root * (values[^1] - common);
        Removed[start] = start == 0 ? 0 : root * (Values[start - 1] - common);
        Inverses[start] = IsMissing.AsSpan(start, _window).Contains(true) ? double.NaN
            : squares == 0 ? 0
            : 1 / Math.Sqrt(squares);
    }

    /// <summary>Takes a whole series and returns how many windows it has.</summary>
    public int Fill(ReadOnlySpan<double> series)
    {
        Clear();
        for (int i = 0; i < series.Length; i++)
            Set(i, series[i]);

        int windows = Math.Max(0, series.Length - _window + 1);
        for (int i = 0; i < windows; i++)
            Describe(i);

        // Lanes that run past the end find nothing to compare with.
        Values.AsSpan(series.Length).Clear();
        Added.AsSpan(windows).Clear();
        Removed.AsSpan(windows).Clear();
        Means.AsSpan(windows).Clear();
        Inverses.AsSpan(windows).Fill(double.NaN);
        return windows;
    }

    /// <summary>Σ (x - mean)(y - mean') of one window of each table.</summary>
    public static double Covariance(WindowTable a, int i, WindowTable b, int j)
    {
        double sum = 0;
        for (int k = 0; k < a._window; k++)
            sum += (a.Values[i + k] - a.Means[i]) * (b.Values[j + k] - b.Means[j]);
        return sum;
    }
}
