namespace Feedline;

/// <summary>How often values come that are beyond the size of error that one in twenty has: several in a row, though none is far out.</summary>
internal sealed class BurstRate
{
    private const double UsualShare = 0.05;
    private const double LevelRate = 0.01;
    private const double Rate = 1.0 / 24;

    // Where none is beyond for long the share would shrink to numbers that processors are slow with.
    private const double Least = 1e-100;

    // An average at that rate has this standard deviation, were the values independent.
    private static readonly double Spread = Math.Sqrt(UsualShare * (1 - UsualShare) * Rate / (2 - Rate));

    private double _level;
    private double _often = UsualShare;

    /// <summary>Learns the size of an error.</summary>
    /// <param name="error">How far the value is from the expected.</param>
    /// <param name="least">Levels below say nothing.</param>
    /// <param name="start">The level while there is none.</param>
    /// <returns>How often it was beyond lately, in standard deviations of independent values.</returns>
    public double Observe(double error, double least, double start)
    {
        if (_level == 0)
            _level = start;
        double beyond = error > _level ? 1 : 0;

        // The level goes where the share is as it should be.
        _level = double.MaxNative(_level * (1 + LevelRate * (beyond - UsualShare)), least);
        _often = double.MaxNative(_often + Rate * (beyond - _often), Least);
        return double.MaxNative(0, (_often - UsualShare) / Spread);
    }

    public void Write(StateWriter state)
    {
        state.Write(_level);
        state.Write(_often);
    }

    public void Read(StateReader state)
    {
        _level = state.ReadDouble();
        _often = state.ReadDouble();
    }
}
