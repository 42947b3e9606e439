namespace Feedline.Rules;

/// <summary>The greatest of the last one or two hundred numbers; the first ones, in which a job comes together, do not count.</summary>
internal sealed class RecentGreatest
{
    private const int First = 32;
    private const int Half = 128;

    private double _before;
    private double _now;
    private int _count = -First;

    public double Value => Math.Max(_before, _now);

    public void Observe(double value)
    {
        if (_count++ < 0)
            return;

        if (_count > Half)
        {
            _before = _now;
            _now = 0;
            _count = 1;
        }

        _now = Math.Max(_now, value);
    }
}
