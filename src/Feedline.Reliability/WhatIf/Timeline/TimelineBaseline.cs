namespace Feedline.Reliability;

/// <summary>The undisturbed steps of a run.</summary>
internal sealed class TimelineBaseline
{
    private readonly TimelineStep[] _steps;
    private readonly double[] _checkpoints;

    public TimelineBaseline(IReadOnlyList<TimelineStep> steps)
    {
        _steps = [.. steps.Where(step => step is { Causes: 0, IsRepeated: false, IsWarmUp: false })];
        double[] undisturbed = [.. _steps.Where(step => step.CheckpointSeconds > 0).Select(step => step.CheckpointSeconds)];
        double shortest = steps.Select(step => step.CheckpointSeconds).Where(seconds => seconds > 0).DefaultIfEmpty(0).Min();
        _checkpoints = undisturbed.Length > 0 ? undisturbed : [shortest];
    }

    public int Count => _steps.Length;

    public int CheckpointCount => _checkpoints.Length;

    public TimelineStep Step(int index) => _steps[index];

    public double Checkpoint(int index) => _checkpoints[index];

    /// <summary>The seconds of a step without its checkpoint and its evaluation.</summary>
    public static double Plain(TimelineStep step) => Math.Max(0, step.Seconds - step.CheckpointSeconds - step.EvaluationSeconds);
}
