namespace Feedline.Tool.WhatIf;

/// <summary>Notes the steps of each job while an engine replays a recording. It never reports anything.</summary>
internal sealed class StepTimelineRule : IDiagnosticRule
{
    private static readonly StepColumn Input = new(SignalNames.DataWaitDuration);
    private static readonly StepColumn Compute = new(SignalNames.ComputeDuration);
    private static readonly StepColumn Collective = new(SignalNames.CollectiveDuration);
    private static readonly StepColumn Checkpoint = new(SignalNames.CheckpointDuration);
    private static readonly StepColumn Evaluation = new(SignalNames.EvaluationDuration);

    private readonly Dictionary<string, JobTimeline> _jobs = new(StringComparer.Ordinal);

    public RuleDescriptor Descriptor { get; } = new(
        "WHATIF0001", "The step timeline", new FailureMode("step-timeline"), Layer.GpuWorkers, FindingSeverity.Info)
    {
        Columns = [Input, Compute, Collective, Checkpoint, Evaluation],
    };

    /// <summary>The steps of a job; null for one without.</summary>
    public JobTimeline? Of(string job) => _jobs.GetValueOrDefault(job);

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            JobTimeline timeline = context.State(job, static () => new JobTimeline());
            _jobs[job.Job] = timeline;
            for (timeline.Next = Math.Max(timeline.Next, job.FirstSequence); timeline.Next < job.EndSequence; timeline.Next++)
            {
                timeline.Add(
                    job.Row(timeline.Next),
                    job.Values(timeline.Next, Input),
                    job.Values(timeline.Next, Compute),
                    job.Values(timeline.Next, Collective),
                    job.Values(timeline.Next, Checkpoint),
                    job.Values(timeline.Next, Evaluation));
            }
        }
    }
}
