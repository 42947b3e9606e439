namespace Feedline;

/// <summary>What repeats with a period: a value and a spread per phase, learned slowly. Without a period the value is 0 everywhere.</summary>
internal sealed class Season
{
    private const int MostSlots = 512;
    private const double Rate = 0.1;
    private const double MeanRate = 0.001;

    // A phase has few samples: those around it help, and the mean of all counts as some.
    private const int Around = 3;
    private const double MeanWeight = 8;
    private const double LeastShare = 0.3;

    private readonly double[] _profile = new double[MostSlots];
    private readonly double[] _spread = new double[MostSlots];
    private readonly double[] _sums = new double[MostSlots];
    private readonly int[] _counts = new int[MostSlots];
    private double _period;
    private double _meanSpread;
    private int _slots;

    public bool IsKnown => _slots > 0;

    /// <summary>Where in the period a tick is; each phase has a value and a spread of its own.</summary>
    public int PhaseOf(long tick) => _slots == 0 ? 0 : SlotOf(tick);

    public double At(long tick) => OfPhase(PhaseOf(tick));

    public double OfPhase(int phase) => _slots == 0 ? 0 : _profile[phase];

    /// <summary>What the phase and the two beside it have: an edge that comes a little early or late is no anomaly.</summary>
    public (double Low, double High) Near(int phase)
    {
        if (_slots == 0)
            return (0, 0);

        double at = _profile[phase], before = _profile[phase == 0 ? _slots - 1 : phase - 1], after = _profile[phase + 1 == _slots ? 0 : phase + 1];
        return (double.MinNative(at, double.MinNative(before, after)), double.MaxNative(at, double.MaxNative(before, after)));
    }

    /// <summary>The spread at this phase as a share of that of all.</summary>
    public double SpreadOf(int phase) => _slots == 0 ? 1 : double.MaxNative(_spread[phase] / _meanSpread, LeastShare);

    public void Learn(int phase, double deviation)
    {
        if (_slots == 0)
            return;

        _profile[phase] += Rate * deviation;
        _spread[phase] += Rate * (Math.Abs(deviation) - _spread[phase]);
        _meanSpread += MeanRate * (Math.Abs(deviation) - _meanSpread);
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
        Span<double> sums = _sums.AsSpan(0, _slots);
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
        AdoptSpread(values, firstTick, level);
    }

    public void Write(StateWriter state)
    {
        state.Write(_profile);
        state.Write(_spread);
        state.Write(_meanSpread);
        state.Write(_period);
        state.Write(_slots);
    }

    public void Read(StateReader state)
    {
        state.Read(_profile);
        state.Read(_spread);
        _meanSpread = state.ReadDouble();
        _period = state.ReadDouble();
        _slots = state.ReadInt(0, MostSlots);
        state.Require(_slots == 0 || (_period >= 2 && _meanSpread > 0));
    }

    private void AdoptSpread(ReadOnlySpan<double> values, long firstTick, double level)
    {
        Span<double> sums = _sums.AsSpan(0, _slots);
        sums.Clear();
        double all = 0;
        for (int i = 0; i < values.Length; i++)
        {
            int slot = SlotOf(firstTick + i);
            double deviation = Math.Abs(values[i] - level - _profile[slot]);
            sums[slot] += deviation;
            all += deviation;
        }

        _meanSpread = Math.Max(all / values.Length, 1e-300);
        for (int slot = 0; slot < _slots; slot++)
        {
            double sum = MeanWeight * _meanSpread, count = MeanWeight;
            for (int d = -Around; d <= Around; d++)
            {
                int near = ((slot + d) % _slots + _slots) % _slots;
                sum += sums[near];
                count += _counts[near];
            }

            _spread[slot] = sum / count;
        }
    }

    private int SlotOf(long tick)
    {
        double turns = tick / _period;
        return Math.Min((int)((turns - Math.Floor(turns)) * _slots), _slots - 1);
    }
}
