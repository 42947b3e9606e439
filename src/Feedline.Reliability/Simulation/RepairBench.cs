namespace Feedline.Reliability;

/// <summary>When the nodes that are away come back, in ascending order.</summary>
internal sealed class RepairBench
{
    private double[] _back = new double[64];
    private int _first;
    private int _end;

    public void Clear() => _first = _end = 0;

    /// <summary>Nodes that are away after a time; those back by then are forgotten.</summary>
    public int CountAfter(double time)
    {
        while (_first < _end && _back[_first] <= time)
            _first++;
        return _end - _first;
    }

    /// <summary>When all but so many of the nodes that are away are back; the start when they are.</summary>
    public double WhenAllBut(int away, double start) => _end - _first <= away ? start : Math.Max(start, _back[_end - away - 1]);

    public void Add(double back)
    {
        if (_end == _back.Length)
            MakeRoom();

        int place = _end++;
        for (; place > _first && _back[place - 1] > back; place--)
            _back[place] = _back[place - 1];
        _back[place] = back;
    }

    private void MakeRoom()
    {
        int count = _end - _first;
        double[] target = count > _back.Length / 2 ? new double[2 * _back.Length] : _back;
        Array.Copy(_back, _first, target, 0, count);
        (_back, _first, _end) = (target, 0, count);
    }
}
