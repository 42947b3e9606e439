namespace Feedline.Reliability;

/// <summary>One thread's simulation of an incast, segment by segment: made once, played many times.</summary>
/// <remarks>
/// The queue serves in order and each segment takes as long as the next, so the moment a segment is let in says when it leaves and what its acknowledgement
/// will be: an arrival and an acknowledgement are the only events of a segment, and acknowledgements come in order by themselves.
/// </remarks>
internal sealed class IncastBlock
{
    private const int EventsBetweenChecks = 1 << 14;

    // In segments. A burst that fills the idle link arrives in step with what leaves it; no real clocks tie, and here too chance says which is first.
    private const double WireJitter = 1e-3;
    private readonly IncastScenario _scenario;
    private readonly int _segments;
    private readonly double _segmentSeconds;
    private readonly double _halfTrip;
    private readonly double _reaction;
    private readonly double _room;
    private readonly double _marking;
    private readonly IncastSender[] _senders;
    private readonly int[] _complete;
    private readonly ulong[] _arrived;
    private readonly int _words;
    private readonly SegmentFlights _flights;
    private readonly Queue<SegmentAcknowledgement> _answers = new();
    private readonly PriorityQueue<int, double> _rings = new();
    private Xoshiro256 _random;
    private double _now;
    private double _end;
    private double _linkFree;
    private double _lastTimeout;
    private double _idle;
    private int _timeouts;
    private long _drops;

    public IncastBlock(IncastScenario scenario)
    {
        _scenario = scenario;
        _segments = IncastSegments.Each(scenario);
        double bytes = scenario.RequestBytes / _segments;
        _segmentSeconds = bytes / scenario.LinkBytesPerSecond;
        _halfTrip = scenario.RoundTripSeconds / 2;
        _reaction = scenario.ReactionSeconds;
        _room = Math.Floor(scenario.BufferBytes / bytes);
        _marking = scenario.Control == IncastControl.Dctcp ? scenario.MarkingBytes / bytes : double.PositiveInfinity;
        _senders = new IncastSender[scenario.FanIn];
        _complete = new int[scenario.FanIn];
        _words = (_segments + 63) / 64;
        _arrived = new ulong[_words * scenario.FanIn];
        _flights = new SegmentFlights(scenario.FanIn);
    }

    public IncastOutcome Play(ulong seed, int replication, CancellationToken cancellationToken)
    {
        _random = Xoshiro256.Of(seed, replication, 0);
        Begin();
        int unfinished = _senders.Length;
        for (int events = 0; unfinished > 0; events++)
        {
            if (events == EventsBetweenChecks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                events = 0;
            }

            double arrival = _flights.Next;
            double answer = _answers.TryPeek(out SegmentAcknowledgement first) ? first.At : double.PositiveInfinity;
            double ring = _rings.TryPeek(out _, out double at) ? at : double.PositiveInfinity;
            if (answer <= arrival && answer <= ring)
            {
                _now = answer;
                _answers.Dequeue();
                if (Answer(first))
                    unfinished--;
            }
            else if (arrival <= ring)
            {
                _now = arrival;
                (int sender, int segment) = _flights.Take();
                Arrive(sender, segment);
            }
            else
            {
                _now = ring;
                Ring(_rings.Dequeue());
            }
        }

        return new IncastOutcome(_end, _timeouts, _idle, _drops);
    }

    private void Begin()
    {
        _flights.Clear();
        _answers.Clear();
        _rings.Clear();
        Array.Clear(_complete);
        Array.Clear(_arrived);
        (_now, _end, _linkFree, _lastTimeout, _idle, _timeouts, _drops) = (0, 0, 0, -1, 0, 0, 0);
        for (int i = 0; i < _senders.Length; i++)
        {
            _senders[i] = new IncastSender(_scenario.InitialWindowSegments, _scenario.RoundTripSeconds);

            _senders[i].Now = _random.NextShare() * _scenario.StartSpreadSeconds;
            Send(i, ref _senders[i]);
        }
    }

    /// <summary>A segment reaches the switch: let in, and marked where the queue is long, or dropped.</summary>
    private void Arrive(int sender, int segment)
    {
        // The segment under way is no longer in the buffer.
        double waiting = Math.Ceiling((_linkFree - _now) / _segmentSeconds) - 1;
        if (waiting >= _room && waiting >= 0)
        {
            _drops++;
            return;
        }

        if (_now > _linkFree)
        {
            if (_lastTimeout > _linkFree)
                _idle += _now - _linkFree;
            _linkFree = _now;
        }

        _linkFree += _segmentSeconds;
        _answers.Enqueue(new SegmentAcknowledgement(_linkFree + _halfTrip, sender, Receive(sender, segment), waiting > _marking));
    }

    /// <summary>The receiver's answer: the first segment it misses.</summary>
    private int Receive(int sender, int segment)
    {
        Span<ulong> arrived = _arrived.AsSpan(sender * _words, _words);
        arrived[segment >> 6] |= 1UL << segment;
        ref int complete = ref _complete[sender];
        while (complete < _segments && (arrived[complete >> 6] >> complete & 1) != 0)
            complete++;
        return complete;
    }

    /// <summary>An acknowledgement reaches its sender. Says whether it is the last.</summary>
    private bool Answer(SegmentAcknowledgement answer)
    {
        ref IncastSender sender = ref _senders[answer.Sender];
        if (sender.Acknowledged == _segments)
            return false;

        // It reads acknowledgements in turn, each up to a reaction later; nothing else looks at it until then.
        sender.Now = Math.Max(sender.Now, _now + _random.NextShare() * _reaction);
        if (answer.UpTo > sender.Acknowledged)
        {
            bool hole = sender.Advance(answer.UpTo);
            if (sender.Acknowledged == _segments)
            {
                sender.Deadline = double.PositiveInfinity;
                _end = Math.Max(_end, sender.Now);
                return true;
            }

            SetTimer(answer.Sender, ref sender);
            if (hole)
                Transmit(answer.Sender, ref sender, sender.Acknowledged);
        }
        else if (sender.Duplicate())
        {
            Transmit(answer.Sender, ref sender, sender.Acknowledged);
            SetTimer(answer.Sender, ref sender);
        }

        if (_scenario.Control == IncastControl.Dctcp)
            sender.Answer(answer.IsMarked);
        Send(answer.Sender, ref sender);
        return false;
    }

    private void Ring(int number)
    {
        ref IncastSender sender = ref _senders[number];
        if (_now != sender.RingAt)
            return;
        sender.RingAt = double.PositiveInfinity;
        if (sender.Deadline > _now)
        {
            RingAt(number, ref sender);
            return;
        }

        _timeouts++;
        _lastTimeout = _now;
        sender.Now = Math.Max(sender.Now, _now);
        sender.TimeOut();
        sender.Deadline = double.PositiveInfinity;
        Send(number, ref sender);
    }

    private void Send(int number, ref IncastSender sender)
    {
        // The first two duplicates let a new segment out each (limited transmit, RFC 3042), so that small windows get their third.
        int window = (int)sender.Window;
        if (!sender.IsRecovering && sender.Next == sender.Fresh)
            window += Math.Min(sender.Duplicates, 2);
        while (sender.Next < _segments && sender.InFlight < window)
            Transmit(number, ref sender, sender.Next++);
        if (double.IsPositiveInfinity(sender.Deadline))
            SetTimer(number, ref sender);
    }

    private void Transmit(int number, ref IncastSender sender, int segment)
    {
        // The sender's own link is as fast as the receiver's.
        sender.LinkFree = Math.Max(sender.LinkFree, sender.Now) + _segmentSeconds;
        double jitter = _random.NextShare() * WireJitter * _segmentSeconds;
        _flights.Add(number, segment, sender.LinkFree + _halfTrip + jitter);
        sender.Sent(segment);
    }

    private void SetTimer(int number, ref IncastSender sender)
    {
        sender.Deadline = sender.Now + sender.TimeoutSeconds(_scenario.MinimumTimeoutSeconds);
        if (sender.Deadline < sender.RingAt)
            RingAt(number, ref sender);
    }

    /// <summary>Deadlines move with each acknowledgement; the queued ring stays and looks again when it comes.</summary>
    private void RingAt(int number, ref IncastSender sender)
    {
        if (double.IsPositiveInfinity(sender.Deadline))
            return;
        sender.RingAt = sender.Deadline;
        _rings.Enqueue(number, sender.Deadline);
    }
}
