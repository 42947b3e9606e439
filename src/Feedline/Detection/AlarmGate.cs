namespace Feedline;

/// <summary>
/// Lets one high score through per anomaly: what follows within a stretch counts as the same, unless it is rarer. So also below the alarm, for
/// those who take a threshold of their own.
/// </summary>
internal sealed class AlarmGate
{
    private const double HeldScore = 0.2;

    // From here on a score holds others back: two in five quiet windows have one.
    private const double HoldsBelow = 0.5;

    // Averages take a while to fill: what gets rarer so soon is the same anomaly.
    private const int BuildUp = 100;

    // What is hardly rarer than the score that holds it back is the same anomaly still.
    private const double RarerBy = 0.3;

    /// <summary>The longest stretch that counts as one anomaly.</summary>
    public const int LongestStretch = 1024;

    private double _rarest = 1;
    private int _left;
    private int _since;

    /// <summary>Decides what becomes of a score.</summary>
    /// <param name="expected">How many values as unusual as this a quiet window holds on average.</param>
    /// <param name="stretch">How many samples an anomaly is taken for the same.</param>
    /// <param name="isAlarm">A new alarm begins.</param>
    public double Pass(double expected, int stretch, out bool isAlarm)
    {
        bool isRare = expected <= SeriesDetector.AlarmExpected;
        bool isHeld = _left > 0;
        bool isBuildingUp = isHeld && _since < BuildUp;

        // What was no alarm yet becomes one at once.
        bool isFirstAlarm = isRare && _rarest > SeriesDetector.AlarmExpected;
        bool passes = !isHeld || isFirstAlarm || (!isBuildingUp && expected < RarerBy * _rarest);
        isAlarm = isRare && passes;
        _since = passes ? 0 : Math.Min(_since + 1, BuildUp);
        if (passes || (isBuildingUp && expected < _rarest))
            _rarest = expected;

        // It goes on for as long as it is that rare.
        if (passes)
            _left = expected <= HoldsBelow ? stretch : 0;
        else
            _left = isRare ? Math.Max(_left - 1, BuildUp) : _left - 1;
        double score = Math.Exp(-expected);
        return passes ? score : HeldScore * score;
    }

    public void Write(StateWriter state)
    {
        state.Write(_rarest);
        state.Write(_left);
        state.Write(_since);
    }

    public void Read(StateReader state)
    {
        _rarest = state.ReadDouble();
        _left = state.ReadInt(0, LongestStretch);
        _since = state.ReadInt(0, BuildUp);
    }
}
