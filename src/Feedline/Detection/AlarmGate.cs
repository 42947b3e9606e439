namespace Feedline;

/// <summary>Lets one alarm through per anomaly: what follows within a stretch counts as the same, unless it is rarer by far.</summary>
internal sealed class AlarmGate
{
    private const double RepeatScore = 0.9;

    // Averages take a while to fill: what gets rarer so soon is the same anomaly.
    private const int BuildUp = 32;

    private double _rarest = 1;
    private int _left;
    private int _sinceAlarm;

    /// <summary>Decides what becomes of a score.</summary>
    /// <param name="expected">How many values as unusual as this a quiet window holds on average.</param>
    /// <param name="stretch">How many samples an anomaly is taken for the same.</param>
    /// <param name="isAlarm">A new alarm begins.</param>
    public double Pass(double expected, int stretch, out bool isAlarm)
    {
        double score = Math.Exp(-expected);
        bool isRare = expected <= SeriesDetector.AlarmExpected;
        bool isHeld = _left > 0;

        // Rarer by far: the square of the chance.
        bool isBuildingUp = isHeld && _sinceAlarm < BuildUp;
        isAlarm = isRare && !isBuildingUp && (!isHeld || expected < _rarest * _rarest);
        _sinceAlarm = isAlarm ? 0 : Math.Min(_sinceAlarm + 1, BuildUp);
        if (isAlarm || (isBuildingUp && expected < _rarest))
            _rarest = expected;
        if (isRare)
            _left = stretch;
        else if (isHeld)
            _left--;

        return isHeld && !isAlarm ? RepeatScore * score : score;
    }

    public void Write(StateWriter state)
    {
        state.Write(_rarest);
        state.Write(_left);
        state.Write(_sinceAlarm);
    }

    public void Read(StateReader state)
    {
        _rarest = state.ReadDouble();
        _left = state.ReadInt(0, Baseline.Capacity);
        _sinceAlarm = state.ReadInt(0, BuildUp);
    }
}
