using System.Numerics;
using System.Numerics.Tensors;
using Feedline.Signals;

namespace Feedline;

/// <summary>Level and spread of the last values, without their season. Computed now and then, so that a value costs little.</summary>
internal sealed class Baseline
{
    public const int Capacity = 4096;
    private const int MostBetween = 256;
    private const int LeastBetween = 8;
    private const double ClipAt = 10;

    // From one look to the next the median moves by less, and some 150 of the values lie so near.
    private const double GuessReach = 0.04;

    private readonly double[] _values = new double[Capacity];
    private readonly double[] _rest = new double[Capacity];
    private readonly double[] _work = new double[Capacity];
    private int _count;
    private int _next;
    private int _sinceRefresh;
    private double _leastScale;

    // Where to look for the next: what is found does not depend on it, so it is not saved.
    private double _deviation;

    public int Count => _count;

    public double Level { get; private set; }

    public double Scale { get; private set; }

    /// <summary>Most values are the same, but not all.</summary>
    public bool IsCoarse { get; private set; }

    public void Learn(double value, double season)
    {
        _values[_next] = value;
        _rest[_next] = value - season;
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
        if (++_sinceRefresh >= (_count == Capacity ? MostBetween : Math.Clamp(_count / 8, LeastBetween, MostBetween / 2)))
            Refresh();
    }

    /// <summary>The level has shifted: keeps only the latest values, and the spread for as long as they are few.</summary>
    public void Restart(int keep)
    {
        _leastScale = Scale;
        CopyLatest(_values, keep, _work);
        _work.AsSpan(0, keep).CopyTo(_values);
        CopyLatest(_rest, keep, _work);
        _work.AsSpan(0, keep).CopyTo(_rest);
        _count = keep;
        _next = keep;
        Refresh();
    }

    /// <summary>Copies the latest values as they came, oldest first.</summary>
    public void CopyLatest(Span<double> to) => CopyLatest(_values, to.Length, to);

    /// <summary>Takes another season off all values kept.</summary>
    public void Reseason(Season season, long lastTick)
    {
        for (int i = 0; i < _count; i++)
        {
            int at = (_next - 1 - i + Capacity) % Capacity;
            _rest[at] = _values[at] - season.At(lastTick - i);
        }

        Refresh();
    }

    public void Write(StateWriter state)
    {
        state.Write(_values);
        state.Write(_rest);
        state.Write(_count);
        state.Write(_next);
        state.Write(_sinceRefresh);
        state.Write(_leastScale);
        state.Write(Level);
        state.Write(Scale);
        state.Write(IsCoarse ? 1 : 0);
    }

    public void Read(StateReader state)
    {
        state.Read(_values);
        state.Read(_rest);
        _count = state.ReadInt(0, Capacity);
        _next = state.ReadInt(0, Capacity - 1);
        _sinceRefresh = state.ReadInt(0, MostBetween);
        _leastScale = state.ReadDouble();
        Level = state.ReadDouble();
        Scale = state.ReadDouble();
        IsCoarse = state.ReadInt(0, 1) == 1;
    }

    private void CopyLatest(double[] ring, int keep, Span<double> to)
    {
        int first = (_next - keep + Capacity) % Capacity;
        int tail = Math.Min(keep, Capacity - first);
        ring.AsSpan(first, tail).CopyTo(to);
        ring.AsSpan(0, keep - tail).CopyTo(to[tail..]);
    }

    private void Refresh()
    {
        _sinceRefresh = 0;
        ReadOnlySpan<double> rest = _rest.AsSpan(0, _count);
        Span<double> work = _work.AsSpan(0, _count);
        rest.CopyTo(work);
        double reach = GuessReach * Scale;
        double level = Median.InPlace(work, Level, reach);
        TensorPrimitives.Subtract(rest, level, work);
        TensorPrimitives.Abs(work, work);
        _deviation = Median.InPlace(work, _deviation, reach);
        double deviation = MedianAbsoluteDeviation.NormalScale * _deviation;

        // The median absolute deviation of quantised values is often 0, so the standard deviation is a floor; a value far out must not raise it.
        double clip = deviation > 0 ? ClipAt * deviation : double.PositiveInfinity;
        double spread = Math.Sqrt(SumOfSquares(rest, level, clip) / _count);

        Level = level;
        IsCoarse = deviation == 0 && spread > 0;
        Scale = Math.Max(Math.Max(deviation, 0.5 * spread), Math.Max(1e-9 * Math.Abs(level), 1e-200));
        if (_count < 256)
            Scale = Math.Max(Scale, _leastScale);
        else
            _leastScale = 0;
    }

    /// <summary>The sum of squared deviations. In the order of the values: a search may have left the copy in another, and that would change its last bits.</summary>
    private static double SumOfSquares(ReadOnlySpan<double> values, double level, double clip)
    {
        Vector<double> levels = new(level), clips = new(clip), sums = default;
        int i = 0;
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> deviation = Vector.Min(Vector.Abs(new Vector<double>(values[i..]) - levels), clips);
            sums += deviation * deviation;
        }

        double sum = Vector.Sum(sums);
        for (; i < values.Length; i++)
        {
            double deviation = Math.Min(Math.Abs(values[i] - level), clip);
            sum += deviation * deviation;
        }

        return sum;
    }
}
