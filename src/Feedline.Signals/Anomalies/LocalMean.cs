namespace Feedline.Signals;

/// <summary>Mean of the last values of a stream; of none 0, of a depth of 0 always 0.</summary>
internal sealed class LocalMean(int depth)
{
    private readonly double[] _recent = new double[depth];
    private int _oldest;

    /// <summary>True when as many values are held as there is room for.</summary>
    public bool IsFull { get; private set; } = depth == 0;

    public double Value { get; private set; }

    public void Add(double value)
    {
        if (depth == 0)
            return;

        Value += IsFull ? (value - _recent[_oldest]) / depth : (value - Value) / (_oldest + 1);
        _recent[_oldest] = value;
        if (++_oldest < depth)
            return;

        // Anew once a round, so that rounding does not add up.
        _oldest = 0;
        IsFull = true;
        double mean = 0;
        foreach (double recent in _recent)
            mean += recent / depth;
        Value = mean;
    }

    public void Clear()
    {
        _oldest = 0;
        IsFull = depth == 0;
        Value = 0;
    }
}
