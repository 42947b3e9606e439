namespace Feedline.Reliability;

/// <summary>One step of a trace.</summary>
/// <param name="Step">Its number.</param>
/// <param name="RecordedSeconds">From its first start to its last end.</param>
/// <param name="UndelayedSeconds">Simulated with the recorded times, each operation launched as soon as it can be.</param>
/// <param name="IdealSeconds">Simulated with all operations of a type alike.</param>
public readonly record struct StepSlowdown(long Step, double RecordedSeconds, double UndelayedSeconds, double IdealSeconds)
{
    /// <summary>How many times longer the step takes than an ideal one.</summary>
    public double Slowdown => UndelayedSeconds / IdealSeconds;

    /// <summary>How many times longer it took because operations were launched late.</summary>
    public double LaunchSlowdown => RecordedSeconds / UndelayedSeconds;
}
