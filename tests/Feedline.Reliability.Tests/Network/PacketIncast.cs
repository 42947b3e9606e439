namespace Feedline.Reliability.Tests.Network;

/// <summary>An incast packet by packet: NewReno senders, one switch port with a drop-tail queue, a receiver that acknowledges each segment.</summary>
internal sealed class PacketIncast
{
    private readonly PriorityQueue<Action, (double, long)> _events = new();
    private readonly IncastScenario _scenario;
    private readonly Sender[] _senders;
    private readonly double _segmentSeconds;
    private readonly int _room;
    private readonly Random _random;
    private double _now;
    private double _linkFree;
    private long _sequence;
    private int _queued;
    private int _unfinished;

    private PacketIncast(IncastScenario scenario, int seed)
    {
        _scenario = scenario;
        _random = new Random(seed);
        _segmentSeconds = scenario.SegmentBytes / scenario.LinkBytesPerSecond;
        _room = Math.Max(1, (int)(scenario.BufferBytes / scenario.SegmentBytes));
        int segments = (int)Math.Ceiling(scenario.RequestBytes / scenario.SegmentBytes);
        _senders = [.. Enumerable.Range(0, scenario.FanIn).Select(_ => new Sender(this, segments))];
        _unfinished = _senders.Length;
    }

    /// <summary>Time until the last byte of a block is acknowledged, in seconds.</summary>
    public static double BlockSeconds(IncastScenario scenario, int seed)
    {
        var run = new PacketIncast(scenario, seed);
        foreach (Sender sender in run._senders)
            run.After(run._random.NextDouble() * 0.2 * scenario.RoundTripSeconds, sender.Send);
        while (run._unfinished > 0)
        {
            run._events.TryDequeue(out Action? action, out (double At, long) key);
            run._now = key.At;
            action!();
        }

        return run._now;
    }

    private void After(double seconds, Action action) => _events.Enqueue(action, (_now + seconds, _sequence++));

    /// <summary>A segment reaches the switch: queued behind the others, or dropped.</summary>
    private void Arrive(Sender sender, int segment)
    {
        if (_queued >= _room)
            return;
        _queued++;
        _linkFree = Math.Max(_linkFree, _now) + _segmentSeconds;
        After(_linkFree - _now, () =>
        {
            _queued--;
            After(_scenario.RoundTripSeconds / 2, () => sender.Receive(segment));
        });
    }

    private sealed class Sender(PacketIncast run, int segments)
    {
        private readonly bool[] _there = new bool[segments];
        private double _window = run._scenario.InitialWindowSegments;
        private double _threshold = double.PositiveInfinity;
        private int _acknowledged;
        private int _next;
        private int _duplicates;
        private int _recoverUntil = -1;
        private int _backoff;
        private int _timer;
        private double _linkFree;

        public void Send()
        {
            // While it recovers, each duplicate says that a segment has left the network.
            double window = _recoverUntil < 0 ? _window : _threshold + _duplicates;
            while (_next < segments && _next < _acknowledged + (int)window)
                Transmit(_next++);
            SetTimer();
        }

        public void Receive(int segment)
        {
            _there[segment] = true;
            int upTo = _acknowledged;
            while (upTo < segments && _there[upTo])
                upTo++;
            Acknowledge(upTo);
        }

        private void Transmit(int segment)
        {
            // The sender's own link is as fast as the receiver's.
            _linkFree = Math.Max(_linkFree, run._now) + run._segmentSeconds;
            run.After(_linkFree - run._now + run._scenario.RoundTripSeconds / 2, () => run.Arrive(this, segment));
        }

        private void Acknowledge(int upTo)
        {
            if (_acknowledged == segments)
                return;
            if (upTo > _acknowledged)
            {
                int fresh = upTo - _acknowledged;
                _acknowledged = upTo;
                _next = Math.Max(_next, upTo);
                _duplicates = _recoverUntil < 0 ? 0 : Math.Max(0, _duplicates - fresh + 1);
                _backoff = 0;
                if (_acknowledged == segments)
                {
                    _timer++;
                    run._unfinished--;
                    return;
                }

                if (_acknowledged <= _recoverUntil)
                    Transmit(_acknowledged);
                else if (_recoverUntil >= 0)
                    (_window, _recoverUntil, _duplicates) = (_threshold, -1, 0);
                else
                    _window += _window < _threshold ? fresh : fresh / _window;
                Send();
                return;
            }

            _duplicates++;
            if (_duplicates == 3 && _recoverUntil < 0)
            {
                _threshold = Math.Max(2, (_next - _acknowledged) / 2.0);
                _recoverUntil = _next - 1;
                _window = _threshold;
                Transmit(_acknowledged);
                SetTimer();
            }
            else if (_recoverUntil >= 0)
            {
                Send();
            }
        }

        private void SetTimer()
        {
            int timer = ++_timer;
            run.After(run._scenario.MinimumTimeoutSeconds * (1 << Math.Min(_backoff, 6)), () =>
            {
                if (timer != _timer || _acknowledged == segments)
                    return;
                _backoff++;
                _threshold = Math.Max(2, (_next - _acknowledged) / 2.0);
                (_window, _recoverUntil, _duplicates) = (1, -1, 0);
                _next = _acknowledged;
                Send();
            });
        }
    }
}
