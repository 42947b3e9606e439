namespace Feedline.Reliability.Tests.Network;

/// <summary>
/// An incast packet by packet, written apart from the product and as plainly as it goes: every packet is an event on every link, the queue is a queue, the receiver
/// keeps a flag for each segment. NewReno senders (RFC 5681, 6582, 3042, 6298), one drop-tail port, an acknowledgement for each segment.
/// </summary>
internal sealed class PacketIncast
{
    private readonly PriorityQueue<Action, (double, long)> _events = new();
    private readonly Queue<(Sender From, int Segment)> _queue = new();
    private readonly IncastScenario _scenario;
    private readonly Sender[] _senders;
    private readonly double _segmentSeconds;
    private readonly int _room;
    private readonly Random _random;
    private double _now;
    private double _linkBusySince = double.NaN;
    private long _sequence;
    private int _unfinished;

    private PacketIncast(IncastScenario scenario, int seed)
    {
        _scenario = scenario;
        int segments = (int)Math.Ceiling(scenario.RequestBytes / scenario.SegmentBytes);
        double bytes = scenario.RequestBytes / segments;
        _segmentSeconds = bytes / scenario.LinkBytesPerSecond;
        _room = (int)(scenario.BufferBytes / bytes);
        _senders = [.. Enumerable.Range(0, scenario.FanIn).Select(_ => new Sender(this, segments))];
        _unfinished = _senders.Length;
        _random = new Random(seed);
        foreach (Sender sender in _senders)
            At(_random.NextDouble() * scenario.StartSpreadSeconds, sender.Fill);
    }

    private int Timeouts { get; set; }

    /// <summary>Time until the last byte of a block is acknowledged, in seconds, and all senders' timeouts.</summary>
    public static (double Seconds, int Timeouts) Block(IncastScenario scenario, int seed)
    {
        var run = new PacketIncast(scenario, seed);
        while (run._unfinished > 0)
        {
            run._events.TryDequeue(out Action? action, out (double At, long) key);
            run._now = key.At;
            action!();
        }

        return (run._now, run.Timeouts);
    }

    private void At(double time, Action action) => _events.Enqueue(action, (time, _sequence++));

    /// <summary>A segment reaches the switch: onto the wire, behind the others, or dropped.</summary>
    private void Reach(Sender from, int segment)
    {
        if (double.IsNaN(_linkBusySince))
            Serve(from, segment);
        else if (_queue.Count < _room)
            _queue.Enqueue((from, segment));
    }

    private void Serve(Sender from, int segment)
    {
        _linkBusySince = _now;
        At(_now + _segmentSeconds, () =>
        {
            At(_now + _scenario.RoundTripSeconds / 4, () => Deliver(from, segment));
            _linkBusySince = double.NaN;
            if (_queue.TryDequeue(out (Sender From, int Segment) next))
                Serve(next.From, next.Segment);
        });
    }

    private void Deliver(Sender from, int segment)
    {
        from.AtReceiver[segment] = true;
        int missing = Array.IndexOf(from.AtReceiver, false);
        int upTo = missing < 0 ? from.AtReceiver.Length : missing;
        At(_now + _scenario.RoundTripSeconds / 4, () =>
        {
            // The host takes its time, and its acknowledgements in turn.
            from.Reads = Math.Max(from.Reads, _now + _random.NextDouble() * _scenario.ReactionSeconds);
            At(from.Reads, () => from.Hear(upTo));
        });
    }

    private sealed class Sender(PacketIncast run, int segments)
    {
        private readonly Queue<int> _own = new();
        private readonly HashSet<int> _sentTwice = [];
        private readonly Dictionary<int, double> _sentAt = [];
        private double _window = run._scenario.InitialWindowSegments;
        private double _threshold = 1e9;
        private double _smoothed = run._scenario.RoundTripSeconds;
        private double _variation = run._scenario.RoundTripSeconds / 2;
        private int _timed = -1;
        private int _heard;
        private int _next;
        private int _highest = -1;
        private int _duplicates;
        private int _recover = -1;
        private bool _recovering;
        private int _inARow;
        private long _timer;

        public double Reads { get; set; }

        public bool[] AtReceiver { get; } = new bool[segments];

        /// <summary>Sends what the window allows.</summary>
        public void Fill()
        {
            bool limited = !_recovering && _next > _highest;
            int allowed = (int)_window + (limited ? Math.Min(_duplicates, 2) : 0);
            while (_next < segments && _next < _heard + allowed)
                Give(_next++);
            if (_timer == 0)
                StartTimer();
        }

        public void Hear(int upTo)
        {
            if (_heard == segments)
                return;
            if (upTo == _heard)
                HearAgain();
            else
                HearNew(upTo);
            if (_heard == segments)
                run._unfinished--;
            else
                Fill();
        }

        private void HearNew(int upTo)
        {
            if (_timed >= 0 && upTo > _timed)
            {
                double trip = run._now - _sentAt[_timed];
                if (!_sentTwice.Contains(_timed))
                {
                    _variation = 0.75 * _variation + 0.25 * Math.Abs(_smoothed - trip);
                    _smoothed = 0.875 * _smoothed + 0.125 * trip;
                }

                _timed = -1;
            }

            int newly = upTo - _heard;
            _heard = upTo;
            _next = Math.Max(_next, upTo);
            _inARow = 0;
            StartTimer();
            if (_recovering && upTo <= _recover)
            {
                _window = Math.Max(1, _window - newly + 1);
                Give(upTo);
            }
            else if (_recovering)
            {
                (_recovering, _window, _duplicates) = (false, _threshold, 0);
            }
            else
            {
                _duplicates = 0;
                _window += _window < _threshold ? 1 : 1 / _window;
            }
        }

        private void HearAgain()
        {
            _duplicates++;
            if (_recovering)
            {
                _window++;
            }
            else if (_duplicates == 3 && _heard > _recover)
            {
                _threshold = Math.Max(2, (_next - _heard) / 2.0);
                _window = _threshold + 3;
                _recover = _highest;
                _recovering = true;
                Give(_heard);
                StartTimer();
            }
        }

        private void StartTimer()
        {
            long mine = ++_timer;
            double wait = Math.Max(run._scenario.MinimumTimeoutSeconds, _smoothed + 4 * _variation) * Math.Pow(2, Math.Min(_inARow, 6));
            run.At(run._now + wait, () =>
            {
                if (mine != _timer || _heard == segments)
                    return;
                run.Timeouts++;
                if (_inARow++ == 0)
                    _threshold = Math.Max(2, (_next - _heard) / 2.0);
                (_window, _recovering, _duplicates, _recover) = (1, false, 0, _highest);
                _next = _heard;
                _timed = -1;
                Fill();
                StartTimer();
            });
        }

        /// <summary>Gives a segment to the sender's own link, which is as fast as the receiver's.</summary>
        private void Give(int segment)
        {
            if (segment <= _highest)
            {
                _sentTwice.Add(segment);
            }
            else if (_timed < 0)
            {
                _timed = segment;
                _sentAt[segment] = run._now;
            }

            _highest = Math.Max(_highest, segment);
            _own.Enqueue(segment);
            if (_own.Count == 1)
                SendFirst();
        }

        private void SendFirst() => run.At(run._now + run._segmentSeconds, () =>
        {
            int segment = _own.Dequeue();

            // No two clocks tie.
            double wire = run._scenario.RoundTripSeconds / 2 + run._random.NextDouble() * 1e-3 * run._segmentSeconds;
            run.At(run._now + wire, () => run.Reach(this, segment));
            if (_own.Count > 0)
                SendFirst();
        });
    }
}
