namespace Feedline;

/// <summary>What repeats with a period: a value per phase, learned slowly. Without a period it is 0 everywhere.</summary>
internal sealed class Season
{
    private const int MostSlots = 512;
    private const double Rate = 0.1;

    private readonly double[] _profile = new double[MostSlots];
    private readonly double[] _next = new double[MostSlots];
    private readonly int[] _counts = new int[MostSlots];
    private double _period;
    private int _slots;

    public bool IsKnown => _slots > 0;

    public double At(long tick) => _slots == 0 ? 0 : _profile[SlotOf(tick)];

    public void Learn(long tick, double deviation)
    {
        if (_slots > 0)
            _profile[SlotOf(tick)] += Rate * deviation;
    }

    public void Forget() => _slots = 0;

    /// <summary>Takes a period, with the mean of each phase.</summary>
    /// <param name="values">Values, oldest first, one per tick.</param>
    /// <param name="firstTick">Tick of the first.</param>
    /// <param name="level">What they lie around.</param>
    /// <param name="period">The period in ticks.</param>
    public void Adopt(ReadOnlySpan<double> values, long firstTick, double level, double period)
    {
        _period = period;
        _slots = Math.Clamp((int)Math.Round(period), 2, MostSlots);
        Span<double> sums = _next.AsSpan(0, _slots);
        Span<int> counts = _counts.AsSpan(0, _slots);
        sums.Clear();
        counts.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            int slot = SlotOf(firstTick + i);
            sums[slot] += values[i] - level;
            counts[slot]++;
        }

        for (int slot = 0; slot < _slots; slot++)
            _profile[slot] = counts[slot] == 0 ? 0 : sums[slot] / counts[slot];
    }

    public void Write(StateWriter state)
    {
        state.Write(_profile);
        state.Write(_period);
        state.Write(_slots);
    }

    public void Read(StateReader state)
    {
        state.Read(_profile);
        _period = state.ReadDouble();
        _slots = state.ReadInt(0, MostSlots);
        state.Require(_slots == 0 || _period >= 2);
    }

    private int SlotOf(long tick)
    {
        double turns = tick / _period;
        return Math.Min((int)((turns - Math.Floor(turns)) * _slots), _slots - 1);
    }
}
