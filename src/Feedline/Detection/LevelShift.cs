namespace Feedline;

/// <summary>Tells when values stay apart from the level, on one side, after an alarm: then that is the new level.</summary>
internal sealed class LevelShift
{
    /// <summary>So many values apart make a level.</summary>
    public const int Length = 32;

    private const double Deviations = 2.5;
    private int _outside;
    private bool _alarmed;

    /// <summary>Learns a value.</summary>
    /// <returns>The level has shifted.</returns>
    public bool Observe(double fromLevel, double scale, bool isRare)
    {
        if (!(Math.Abs(fromLevel) > Deviations * scale))
        {
            _outside -= Math.Sign(_outside) * Math.Min(2, Math.Abs(_outside));
            _alarmed &= _outside != 0;
            return false;
        }

        int side = Math.Sign(fromLevel);
        _outside = side == -Math.Sign(_outside) ? 0 : Math.Clamp(_outside + side, -Length, Length);
        _alarmed |= isRare;
        return _alarmed && Math.Abs(_outside) == Length;
    }

    public void Reset()
    {
        _outside = 0;
        _alarmed = false;
    }

    public void Write(StateWriter state)
    {
        state.Write(_outside);
        state.Write(_alarmed ? 1 : 0);
    }

    public void Read(StateReader state)
    {
        _outside = state.ReadInt(-Length, Length);
        _alarmed = state.ReadInt(0, 1) == 1;
    }
}
