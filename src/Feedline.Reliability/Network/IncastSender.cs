namespace Feedline.Reliability;

/// <summary>What a TCP sender knows. Segments are counted from 0.</summary>
internal struct IncastSender
{
    private const double SmoothingGain = 1.0 / 8;
    private const double VariationGain = 1.0 / 4;
    private const double MarkingGain = 1.0 / 16;
    private const int MostBackoffs = 6;

    /// <summary>How far it has come: what happens later does not concern it yet.</summary>
    public double Now;
    public double Window;
    public double Threshold;

    /// <summary>When its own link has sent all that it was given.</summary>
    public double LinkFree;

    /// <summary>When its timer rings.</summary>
    public double Deadline;

    /// <summary>The ring that waits in the queue of timers, at the deadline or before.</summary>
    public double RingAt;

    /// <summary>The first segment that is not acknowledged.</summary>
    public int Acknowledged;

    /// <summary>The next to send, which may have been sent before a timeout.</summary>
    public int Next;

    /// <summary>The first that was never sent.</summary>
    public int Fresh;

    public int Duplicates;

    /// <summary>The first segment that was not sent when the last loss was noticed.</summary>
    public int RecoverUntil;
    public bool IsRecovering;
    public int Backoff;

    // One segment a round trip is timed, and none that was sent twice (Karn).
    private int _timed;
    private double _timedAt;
    private double _smoothed;
    private double _variation;

    // DCTCP: acknowledgements of this window, and those with a mark.
    private double _markedShare;
    private int _windowEnd;
    private int _answers;
    private int _marks;

    /// <summary>A sender whose connection has known the empty network.</summary>
    public IncastSender(int initialWindow, double roundTrip)
    {
        Window = initialWindow;
        Threshold = double.PositiveInfinity;
        Deadline = RingAt = double.PositiveInfinity;
        _timed = -1;
        _smoothed = roundTrip;
        _variation = roundTrip / 2;
        _markedShare = 1;
    }

    /// <summary>RFC 6298: max(r, SRTT + 4 RTTVAR), twice as long after each timeout in a row.</summary>
    public readonly double TimeoutSeconds(double least) => Math.Max(least, _smoothed + 4 * _variation) * (1 << Math.Min(Backoff, MostBackoffs));

    public readonly int InFlight => Next - Acknowledged;

    public void Sent(int segment)
    {
        if (segment < Fresh)
        {
            if (segment == _timed)
                _timed = -1;
            return;
        }

        Fresh = segment + 1;
        if (_timed < 0)
            (_timed, _timedAt) = (segment, Now);
    }

    /// <summary>An acknowledgement of something new: RFC 5681 and 6582. Says whether the next hole must be filled at once.</summary>
    public bool Advance(int upTo)
    {
        if (_timed >= 0 && upTo > _timed)
        {
            double trip = Now - _timedAt;
            _variation += VariationGain * (Math.Abs(trip - _smoothed) - _variation);
            _smoothed += SmoothingGain * (trip - _smoothed);
            _timed = -1;
        }

        int fresh = upTo - Acknowledged;
        Acknowledged = upTo;
        Next = Math.Max(Next, upTo);
        Backoff = 0;
        if (!IsRecovering)
        {
            Duplicates = 0;
            Window += Window < Threshold ? 1 : 1 / Window;
            return false;
        }

        if (upTo < RecoverUntil)
        {
            Window = Math.Max(1, Window - fresh + 1);
            return true;
        }

        IsRecovering = false;
        Duplicates = 0;
        Window = Threshold;
        return false;
    }

    /// <summary>A duplicate. Says whether it is the third, by which a loss is known.</summary>
    public bool Duplicate()
    {
        Duplicates++;
        if (IsRecovering)
        {
            Window++;
            return false;
        }

        // What was sent before a timeout and again after it makes duplicates that are no loss (RFC 6582, section 3.2).
        if (Duplicates != 3 || Acknowledged < RecoverUntil)
            return false;
        Threshold = Math.Max(2, InFlight / 2.0);
        Window = Threshold + 3;
        RecoverUntil = Fresh;
        IsRecovering = true;
        _timed = -1;
        return true;
    }

    public void TimeOut()
    {
        // Only the first timeout in a row halves (RFC 5681, section 3.1): later ones find a single segment under way.
        if (Backoff == 0)
            Threshold = Math.Max(2, InFlight / 2.0);
        Backoff++;
        Window = 1;
        RecoverUntil = Fresh;
        IsRecovering = false;
        Duplicates = 0;
        Next = Acknowledged;
        _timed = -1;
    }

    /// <summary>RFC 8257: once a window, by half the smoothed share of marks.</summary>
    public void Answer(bool isMarked)
    {
        _answers++;
        if (isMarked)
            _marks++;
        if (Acknowledged < _windowEnd)
            return;
        _markedShare += MarkingGain * ((double)_marks / _answers - _markedShare);
        if (_marks > 0 && !IsRecovering)
            Threshold = Window = Math.Max(2, Window * (1 - _markedShare / 2));
        (_answers, _marks, _windowEnd) = (0, 0, Next);
    }
}
