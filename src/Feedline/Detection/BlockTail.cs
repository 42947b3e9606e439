namespace Feedline;

/// <summary>
/// Learns how large a statistic gets in quiet stretches, and says how often a stretch would hold a value as large as a given one.
/// </summary>
/// <remarks>
/// The largest value of each block of samples is kept, and a <see cref="MaximumFit"/> made of them. Maxima of blocks need no independence
/// within a block, as counts of exceedances would.
/// </remarks>
internal sealed class BlockTail
{
    public const int BlockLength = 25;
    private const int Kept = 256;
    public const int BlocksPerWindow = SeriesDetector.WindowLength / BlockLength;

    // Until there are maxima of its own it takes those of normal noise, with a wider spread.
    private const int PriorCount = 8;
    private const double PriorLocation = 2.6;
    private const double PriorScale = 0.6;

    // With that many a fit changes little from one to the next.
    private const int Settled = 64;
    private const int BlocksBetweenFits = 4;

    // Values that are no rarer than this score next to nothing, whatever came before.
    private const double Common = 2;

    // What came as often as this before, or nearly as large, is no news, whatever a fitted curve says of it.
    private const int Known = 2;
    private const double Alike = 0.9;

    // Where most values are the same the others come one by one, and the least cluster of them is a multiple.
    private const double AlikeIfCoarse = 0.45;

    private static readonly double LogHalf = Math.Log(0.5);

    private readonly double _logShare;
    private readonly bool _knowsRepeats;
    private readonly double[] _ring = new double[Kept];
    private readonly double[] _sorted = new double[Kept];
    private int _count;
    private int _next;
    private MaximumFit _fit;

    /// <param name="views">How many tails are watched together: the alarms are shared between them.</param>
    /// <param name="knowsRepeats">A value is no rarer than such values have been, if there were several.</param>
    public BlockTail(int views, bool knowsRepeats)
    {
        // Of the alarms that a quiet window is to have, the share of one block in one of the tails.
        _logShare = Math.Log(SeriesDetector.AlarmExpected / (views * BlocksPerWindow));
        _knowsRepeats = knowsRepeats;
        for (int i = 0; i < PriorCount; i++)
            Keep(PriorLocation + PriorScale * -Math.Log(-Math.Log((i + 0.5) / PriorCount)));
        Fit();
    }

    /// <summary>The value that one quiet window in a hundred passes in one of the tails watched together.</summary>
    public double AlarmLevel { get; private set; }

    /// <summary>Values up to here are common.</summary>
    public double Location => _fit.Location;

    /// <summary>What values are measured by, from <see cref="Location"/> on.</summary>
    public double Scale => _fit.Scale;

    /// <summary>How the curve bends: the greater, the less rare are large values.</summary>
    public double Shape => _fit.Shape;

    /// <summary>How many samples of the present block were learned.</summary>
    public int InBlock { get; set; }

    /// <summary>The largest of them.</summary>
    public double Largest { get; set; }

    /// <summary>
    /// How rare a value is: <see cref="Expected"/> of it is how many values as large a quiet window holds on average. Apart from that
    /// because the rarest of several views can be told without the exponential.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="isCoarse">Most values of the series are the same.</param>
    public double Rarity(double value, bool isCoarse = false)
    {
        double rarity = _fit.Rarity(value);
        if (!_knowsRepeats || rarity < Common)
            return rarity;

        int before = _count - FirstFrom((isCoarse ? AlikeIfCoarse : Alike) * value) - (isCoarse ? 0 : Known - 1);
        return before <= 0 ? rarity : Math.Min(rarity, -Math.Log((double)before / (_count + 1)));
    }

    /// <summary>Values up to here are no rarer than such values have been.</summary>
    /// <param name="isCoarse">Most values of the series are the same.</param>
    public double KnownTo(bool isCoarse) =>
        !_knowsRepeats ? 0 : isCoarse ? _sorted[_count - 1] / AlikeIfCoarse : _sorted[_count - Known] / Alike;

    /// <summary>How many values as rare as this a quiet window holds on average.</summary>
    public static double Expected(double rarity) => BlocksPerWindow * Math.Exp(-rarity);

    public void Learn(double value)
    {
        Largest = Math.Max(Largest, value);
        if (++InBlock == BlockLength)
            LearnBlock(Largest);
    }

    /// <summary>Learns the largest value of a whole block.</summary>
    public void LearnBlock(double largest)
    {
        Keep(largest);
        InBlock = 0;
        Largest = 0;
        if (_count < Settled || _next % BlocksBetweenFits == 0)
            Fit();
    }

    public void Write(StateWriter state)
    {
        state.Write(_ring);
        state.Write(_count);
        state.Write(_next);
        state.Write(InBlock);
        state.Write(Largest);
        state.Write(AlarmLevel);
        _fit.Write(state);
    }

    public void Read(StateReader state)
    {
        state.Read(_ring);
        _count = state.ReadInt(PriorCount, Kept);
        _next = state.ReadInt(0, Kept - 1);
        InBlock = state.ReadInt(0, BlockLength - 1);
        Largest = state.ReadDouble();
        AlarmLevel = state.ReadDouble();
        _fit = MaximumFit.Read(state);
        _ring.AsSpan(0, _count).CopyTo(_sorted);
        _sorted.AsSpan(0, _count).Sort();
    }

    private void Keep(double maximum)
    {
        int place = FirstFrom(maximum);
        if (_count < Kept)
        {
            Array.Copy(_sorted, place, _sorted, place + 1, _count - place);
            _count++;
        }
        else
        {
            // The oldest leaves a hole, and only what is between that and the new place moves.
            int hole = FirstFrom(_ring[_next]);
            place -= place > hole ? 1 : 0;
            if (hole < place)
                Array.Copy(_sorted, hole + 1, _sorted, hole, place - hole);
            else
                Array.Copy(_sorted, place, _sorted, place + 1, hole - place);
        }

        _sorted[place] = maximum;
        _ring[_next] = maximum;
        _next = (_next + 1) % Kept;
    }

    private int FirstFrom(double value)
    {
        int low = 0;
        for (int left = _count; left > 0;)
        {
            int half = left >> 1;
            bool isBelow = _sorted[low + half] < value;
            low = isBelow ? low + half + 1 : low;
            left = isBelow ? left - half - 1 : half;
        }

        return low;
    }

    private void Fit()
    {
        // An anomaly counts as one passing of the level, however far it went.
        double cap = AlarmLevel > 0 ? _fit.Level(_logShare + LogHalf) : double.MaxValue;
        _fit = MaximumFit.Of(_sorted.AsSpan(0, _count), cap);
        AlarmLevel = _fit.Level(_logShare);
        if (_knowsRepeats)
            AlarmLevel = Math.Max(AlarmLevel, KnownTo(isCoarse: false));
    }
}
