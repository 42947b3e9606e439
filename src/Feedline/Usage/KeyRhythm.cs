namespace Feedline;

/// <summary>How regularly a key is used: single requests, many a second, or some at each tick of a clock.</summary>
internal sealed class KeyRhythm
{
    /// <summary>Fewer arrivals tell nothing about regularity.</summary>
    private const int LeastArrivals = 25;

    /// <summary>Unless they go over so many seconds: then this many do, with one spacing at most out of line.</summary>
    private const int LeastSlowArrivals = 10;

    private const double SlowSeconds = 600;

    /// <summary>Fewer have no typical spacing.</summary>
    private const int LeastGaps = 4;

    /// <summary>So many of those looked at have to be new: one more says no more.</summary>
    private const int ArrivalsBetween = 4;

    /// <summary>Spread of the spacing, as a share of its median, up to which it is a machine's; 1 for requests that come by chance.</summary>
    private const double MachineSpread = 0.17;

    /// <summary>Such a share of the spacings has to lie near the median,</summary>
    private const double MachineShare = 0.75;

    /// <summary>that is, within such a share of it.</summary>
    private const double Near = 0.2;

    /// <summary>Times are those of the last request of a second: where each second has some, they are even by that alone, however many there are.</summary>
    private const double LeastEvenGap = 1.5;

    /// <summary>A request so many seconds after the one before it begins a new tick.</summary>
    private const double TickSeconds = 3;

    /// <summary>After so many looks in a row that found no clock, it has stopped.</summary>
    private const int LooksToEnd = 3;

    private readonly KeyArrivals _arrivals = new();
    private readonly KeyArrivals _ticks = new();
    private int _looksWithout;

    /// <summary>The typical time between two seconds with requests; NaN with fewer than four of them.</summary>
    public double TypicalGap { get; private set; } = double.NaN;

    /// <summary>The typical time between two ticks of the machine that was seen last; NaN before there was one.</summary>
    public double Period { get; private set; } = double.NaN;

    /// <summary>How uneven its requests were: 0 by the clock, where about 1 is chance; NaN before there was one.</summary>
    public double Unevenness { get; private set; } = double.NaN;

    /// <summary>Whether requests come as regularly as only a machine sends them.</summary>
    public bool IsMachine { get; private set; }

    /// <summary>Whether they came so before the last <see cref="Restart"/>: a clock that goes on is no news.</summary>
    public bool WasMachine { get; private set; }

    /// <summary>Since when they do; the greatest number when they do not.</summary>
    public long MachineSince { get; private set; } = long.MaxValue;

    public void Add(long time, double count)
    {
        if (_arrivals.Total == 0 || UnixTime.ToSeconds(time - _arrivals.Last) > TickSeconds)
            _ticks.Add(time, count);
        else
            _ticks.AddToLast(count);

        _arrivals.Add(time, count);
    }

    /// <summary>Further requests at the same time.</summary>
    public void AddToLast(double count)
    {
        _arrivals.AddToLast(count);
        _ticks.AddToLast(count);
    }

    /// <summary>What was before is not compared with what comes.</summary>
    public void Restart()
    {
        _arrivals.Clear();
        _ticks.Clear();
        WasMachine = IsMachine;
        MachineSince = long.MaxValue;
        IsMachine = false;
    }

    /// <summary>Looks at the youngest arrivals: how far apart, and how evenly.</summary>
    /// <param name="hasRequestTimes">Whether they have the times of requests, and not of an exporter.</param>
    public void Judge(bool hasRequestTimes)
    {
        if (_arrivals.Count < LeastGaps || (_arrivals.Count == KeyArrivals.Kept && _arrivals.New < ArrivalsBetween))
            return;

        _arrivals.SetJudged();
        Span<double> gaps = stackalloc double[_arrivals.Count - 1];
        Span<double> counts = stackalloc double[gaps.Length];
        Span<double> scratch = stackalloc double[KeyArrivals.Kept];
        _arrivals.Gaps(gaps, counts);
        gaps.CopyTo(scratch);
        TypicalGap = Signals.Median.InPlace(scratch[..gaps.Length]);
        if (!hasRequestTimes)
            return;

        // A tick may bring several requests; and a second may hold several ticks, of which only the last has its time.
        bool hasTicks = HasEvenTicks(scratch);
        bool isMachine = hasTicks || (TypicalGap >= LeastEvenGap && IsEven(_arrivals, gaps, [], scratch)) || IsEven(_arrivals, gaps, counts, scratch);
        if (isMachine || _arrivals.Count >= LeastArrivals)
            Conclude(isMachine, (hasTicks ? _ticks : _arrivals).First);
    }

    private void Conclude(bool isMachine, long since)
    {
        IsMachine = isMachine;
        _looksWithout = isMachine ? 0 : _looksWithout + 1;
        if (isMachine)
            MachineSince = Math.Min(MachineSince, since);
        else if (_looksWithout >= LooksToEnd)
            MachineSince = long.MaxValue;
    }

    private bool HasEvenTicks(Span<double> scratch)
    {
        if (_ticks.Count < LeastSlowArrivals || _ticks.Total == _arrivals.Total)
            return false;

        Span<double> gaps = stackalloc double[_ticks.Count - 1];
        _ticks.Gaps(gaps);
        return IsEven(_ticks, gaps, [], scratch) && UnixTime.ToSeconds(_arrivals.Last - _ticks.Last) < Period;
    }

    // How far each spacing is from its number of periods, in periods, and over the root of that number: by chance 1 on average, whatever
    // the number, and nearly 0 by the clock. Without counts each is one period.
    private bool IsEven(KeyArrivals arrivals, ReadOnlySpan<double> gaps, ReadOnlySpan<double> counts, Span<double> scratch)
    {
        bool isSlow = arrivals.Count >= LeastSlowArrivals && UnixTime.ToSeconds(arrivals.Last - arrivals.First) >= SlowSeconds;
        if (arrivals.Count < LeastArrivals && !isSlow)
            return false;

        for (int i = 0; i < gaps.Length; i++)
            scratch[i] = counts.IsEmpty ? gaps[i] : gaps[i] / counts[i];

        double period = Signals.Median.InPlace(scratch[..gaps.Length]);
        int near = 0;
        for (int i = 0; i < gaps.Length; i++)
        {
            double periods = counts.IsEmpty ? 1 : counts[i];
            scratch[i] = Math.Abs((gaps[i] / period) - periods) / Math.Sqrt(periods);
            near += scratch[i] <= Near ? 1 : 0;
        }

        double unevenness = 1.4826 * Signals.Median.InPlace(scratch[..gaps.Length]);
        bool isEven = unevenness <= MachineSpread && near >= (arrivals.Count < LeastArrivals ? gaps.Length - 1 : MachineShare * gaps.Length);
        if (isEven)
            (Period, Unevenness) = (period, unevenness);

        return isEven;
    }
}
