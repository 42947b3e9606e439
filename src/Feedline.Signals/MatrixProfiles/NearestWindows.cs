namespace Feedline.Signals;

/// <summary>The best correlated other window found so far, for each window.</summary>
internal sealed class NearestWindows(int capacity, int padding)
{
    /// <summary>Below every correlation.</summary>
    public const double None = double.NegativeInfinity;

    public double[] Correlations { get; } = new double[capacity + padding];

    public int[] Indices { get; } = new int[capacity + padding];

    public void Clear()
    {
        Array.Fill(Correlations, None);
        Array.Fill(Indices, -1);
    }

    public void Offer(int window, double correlation, int other)
    {
        if (correlation > Correlations[window])
        {
            Correlations[window] = correlation;
            Indices[window] = other;
        }
    }
}
