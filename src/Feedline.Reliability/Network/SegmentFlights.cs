namespace Feedline.Reliability;

/// <summary>Segments between their senders and the switch: in order for each sender, so that only the first of each competes.</summary>
internal sealed class SegmentFlights(int senders)
{
    private readonly PriorityQueue<int, double> _firsts = new(senders);
    private readonly int[] _head = new int[senders];
    private readonly int[] _tail = new int[senders];
    private (double At, int Segment, int Next)[] _nodes = new (double, int, int)[64];
    private int _free;

    /// <summary>When the next one arrives; +∞ when none is under way.</summary>
    public double Next => _firsts.TryPeek(out _, out double at) ? at : double.PositiveInfinity;

    public void Clear()
    {
        _firsts.Clear();
        Array.Fill(_head, -1);
        _free = 0;
        for (int i = 0; i < _nodes.Length; i++)
            _nodes[i].Next = i + 1;
    }

    /// <summary>Adds a segment that arrives after all others of its sender.</summary>
    public void Add(int sender, int segment, double at)
    {
        if (_free == _nodes.Length)
            Grow();
        int node = _free;
        _free = _nodes[node].Next;
        _nodes[node] = (at, segment, -1);
        if (_head[sender] < 0)
        {
            _head[sender] = node;
            _firsts.Enqueue(sender, at);
        }
        else
        {
            _nodes[_tail[sender]].Next = node;
        }

        _tail[sender] = node;
    }

    /// <summary>Takes the next one; there is one.</summary>
    public (int Sender, int Segment) Take()
    {
        int sender = _firsts.Peek();
        int node = _head[sender];
        int segment = _nodes[node].Segment;
        int next = _nodes[node].Next;
        _nodes[node].Next = _free;
        _free = node;
        _head[sender] = next;
        if (next >= 0)
            _firsts.DequeueEnqueue(sender, _nodes[next].At);
        else
            _firsts.Dequeue();
        return (sender, segment);
    }

    private void Grow()
    {
        int length = _nodes.Length;
        Array.Resize(ref _nodes, 2 * length);
        for (int i = length; i < _nodes.Length; i++)
            _nodes[i].Next = i + 1;
    }
}
