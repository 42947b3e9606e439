namespace Feedline;

/// <summary>
/// Learns how large a statistic gets in quiet stretches, and says how often a stretch would hold a value as large as a given one.
/// </summary>
/// <remarks>
/// The largest value of each block of samples is kept, and a generalised extreme value distribution fitted: scale and location by
/// quartiles, which a few anomalies cannot spoil, shape by L-skewness drawn towards a moderately heavy tail. Maxima of blocks need
/// no independence within a block, as counts of exceedances would. Hosking, Wallis and Wood, Technometrics 27 (1985).
/// </remarks>
internal sealed class BlockTail
{
    public const int BlockLength = 25;
    private const int Kept = 256;
    private const int BlocksPerWindow = SeriesDetector.WindowLength / BlockLength;

    // Until there are maxima of its own it takes those of normal noise, with a wider spread.
    private const int PriorCount = 8;
    private const double PriorLocation = 2.6;
    private const double PriorScale = 0.6;
    private const double PriorShape = 0.1;
    private const double ShapeWeight = 50;
    private const double LeastScale = 0.2;

    private readonly int _views;
    private readonly double[] _ring = new double[Kept];
    private readonly double[] _sorted = new double[Kept];
    private int _count;
    private int _next;
    private int _inBlock;
    private double _largest;
    private double _location;
    private double _scale;
    private double _shape;

    /// <param name="views">How many tails are watched together: the alarms are shared between them.</param>
    public BlockTail(int views)
    {
        _views = views;
        for (int i = 0; i < PriorCount; i++)
            Keep(PriorLocation + PriorScale * -Math.Log(-Math.Log((i + 0.5) / PriorCount)));
        Fit();
    }

    /// <summary>The value that one quiet window in a hundred passes in one of the tails watched together.</summary>
    public double AlarmLevel { get; private set; }

    /// <summary>
    /// How rare a value is: <see cref="Expected"/> of it is how many values as large a quiet window holds on average. Apart from that
    /// because the rarest of several views can be told without the exponential.
    /// </summary>
    public double Rarity(double value) => Math.Log(Math.Max(1 + _shape * (value - _location) / _scale, 1e-3)) / _shape;

    /// <summary>How many values as rare as this a quiet window holds on average.</summary>
    public static double Expected(double rarity) => BlocksPerWindow * Math.Exp(-rarity);

    /// <summary>The value that so many quiet windows pass on average.</summary>
    private double Level(double expected) => _location + _scale / _shape * (Math.Pow(expected / BlocksPerWindow, -_shape) - 1);

    public void Learn(double value)
    {
        _largest = Math.Max(_largest, value);
        if (++_inBlock < BlockLength)
            return;

        // An anomaly counts as one passing of the level, however far it went.
        Keep(Math.Min(_largest, Level(0.5 * SeriesDetector.AlarmExpected / _views)));
        _inBlock = 0;
        _largest = 0;
        Fit();
    }

    public void Write(StateWriter state)
    {
        state.Write(_ring);
        state.Write(_count);
        state.Write(_next);
        state.Write(_inBlock);
        state.Write(_largest);
    }

    public void Read(StateReader state)
    {
        state.Read(_ring);
        _count = state.ReadInt(0, Kept);
        _next = state.ReadInt(0, Kept - 1);
        _inBlock = state.ReadInt(0, BlockLength - 1);
        _largest = state.ReadDouble();
        _ring.AsSpan(0, _count).CopyTo(_sorted);
        _sorted.AsSpan(0, _count).Sort();
        Fit();
    }

    private void Keep(double maximum)
    {
        if (_count == Kept)
        {
            int old = Array.BinarySearch(_sorted, 0, _count, _ring[_next]);
            Array.Copy(_sorted, old + 1, _sorted, old, _count - old - 1);
            _count--;
        }

        int place = Array.BinarySearch(_sorted, 0, _count, maximum);
        place = place < 0 ? ~place : place;
        Array.Copy(_sorted, place, _sorted, place + 1, _count - place);
        _sorted[place] = maximum;
        _count++;
        _ring[_next] = maximum;
        _next = (_next + 1) % Kept;
    }

    private void Fit()
    {
        double weight = _count / (_count + ShapeWeight);
        _shape = Math.Clamp(weight * Shape() + (1 - weight) * PriorShape, 0.02, 0.5);
        _scale = Math.Max((Quantile(0.75) - Quantile(0.25)) / (Standard(0.75) - Standard(0.25)), LeastScale);
        _location = Quantile(0.5) - _scale * Standard(0.5);
        AlarmLevel = Level(SeriesDetector.AlarmExpected / _views);
    }

    /// <summary>Hosking's approximation from the ratio of L-moments.</summary>
    private double Shape()
    {
        double b0 = 0, b1 = 0, b2 = 0;
        for (int i = 0; i < _count; i++)
        {
            b0 += _sorted[i];
            b1 += _sorted[i] * i;
            b2 += _sorted[i] * i * (i - 1);
        }

        b0 /= _count;
        b1 /= (double)_count * (_count - 1);
        b2 /= (double)_count * (_count - 1) * (_count - 2);
        double l2 = 2 * b1 - b0;
        if (!(l2 > 0))
            return PriorShape;

        double c = 2 / (3 + (6 * b2 - 6 * b1 + b0) / l2) - Math.Log(2) / Math.Log(3);
        return -(7.8590 * c + 2.9554 * c * c);
    }

    private double Standard(double q) => (Math.Pow(-Math.Log(q), -_shape) - 1) / _shape;

    private double Quantile(double q)
    {
        double at = q * (_count - 1);
        int low = (int)at;
        return low + 1 == _count ? _sorted[low] : _sorted[low] + (at - low) * (_sorted[low + 1] - _sorted[low]);
    }
}
