using Feedline.Reliability;

namespace Feedline;

/// <summary>
/// Remembers the steps of each job while an engine reads a run, and says what the run would have been without a cause, and how its ETTR compares with
/// formula and simulation.
/// </summary>
/// <remarks>
/// <para>A rule that never reports anything: add it with <c>DiagnosticEngineBuilder.AddRule</c> to one engine, replay a recording, and ask it of each
/// of the engine's diagnoses. What an engine read before it was added is not there.</para>
/// <para>It keeps each step, about 150 bytes and 16 a rank: a recording of hours, not a service of months. Not thread safe: ask it from the thread that
/// evaluates, between evaluations.</para>
/// </remarks>
public sealed class StepHistory : IDiagnosticRule
{
    private static readonly StepColumn Input = new(SignalNames.DataWaitDuration);
    private static readonly StepColumn Compute = new(SignalNames.ComputeDuration);
    private static readonly StepColumn Collective = new(SignalNames.CollectiveDuration);
    private static readonly StepColumn Checkpoint = new(SignalNames.CheckpointDuration);
    private static readonly StepColumn Evaluation = new(SignalNames.EvaluationDuration);

    private readonly Dictionary<string, JobTimeline> _jobs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public RuleDescriptor Descriptor { get; } = new(
        "WHATIF0001", "The step timeline", new FailureMode("step-timeline"), Layer.GpuWorkers, FindingSeverity.Info)
    {
        Columns = [Input, Compute, Collective, Checkpoint, Evaluation],
    };

    /// <inheritdoc/>
    public void Evaluate(RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
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

    /// <summary>Replays a job's steps without each cause that its ledger charges time to, without each two that share a step, and without all.</summary>
    /// <param name="job">A diagnosis of the engine that this rule was added to.</param>
    /// <param name="cancellationToken">Ends the replay early.</param>
    /// <returns>
    /// Goodput and time saved, with intervals, by failure mode; null for a job without steps, and with fewer than
    /// <see cref="TimelineWhatIf.FewestBaselineSteps"/> undisturbed ones. What is assumed stands at <see cref="TimelineWhatIf.Analyze"/>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TimelineWhatIfReport? WhatIf(JobDiagnosis job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _jobs.TryGetValue(job.Job, out JobTimeline? timeline) && job.WorldSize > 0 && job.Ledger.GpuNanoseconds > 0
            ? DiagnosisReplay.Run(job, timeline.Steps, cancellationToken)
            : null;
    }

    /// <summary>What a job's ledger and steps show of its failures, saves and restarts; <see cref="ObservedRun.Compare"/> makes an ETTR of it.</summary>
    /// <param name="job">A diagnosis of the engine that this rule was added to.</param>
    /// <returns>
    /// The run from its first step on: start-up and what comes after the last step are left out. A failure is a fall of the step number or a
    /// worker loss, whichever were more. Null for a job without steps.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    public ObservedRun? Observe(JobDiagnosis job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _jobs.TryGetValue(job.Job, out JobTimeline? timeline) && timeline.Steps.Count > 0 && job.WorldSize > 0
            ? RunObservation.Of(job, timeline.Steps)
            : null;
    }
}
