using System.Globalization;

namespace Feedline.Rules;

/// <summary>FL6002: the job waits for the scheduler: in the queue, for the last of its workers, or put back and placed again.</summary>
internal sealed class SchedulerDelayRule : IDiagnosticRule
{
    /// <summary>A wait is one only after so many of the scheduler's own reporting intervals.</summary>
    private const int LeastIntervals = 8;

    /// <summary>A gang that is incomplete for so many intervals keeps GPUs idle for nothing.</summary>
    private const int GangIntervals = 32;

    /// <summary>So many times as long as the job usually waits is too long.</summary>
    private const double WaitFactor = 3;

    /// <summary>Put back so often within one wait, or excluded from other nodes so often, the job is shuffled, not placed.</summary>
    private const int Churn = 2;

    public RuleDescriptor Descriptor { get; } = new(
        "FL6002", "Scheduler delay", FailureMode.SchedulerDelay, Layer.OrchestrationScheduler, FindingSeverity.Warning)
    {
        HelpLink = RuleHelp.Link("FL6002"),
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            SchedulerWait wait = context.State(job, static () => new SchedulerWait());
            wait.Read(context, job);
            double seconds = wait.Seconds(context.NowUnixNanoseconds);
            if (seconds > 0 && seconds >= LeastIntervals * wait.Interval && !wait.MayBeOver)
                context.Report(Draft(context, job, wait));

            if (wait.HasEnded)
                wait.Close();
        }
    }

    private static FindingDraft Draft(RuleContext context, JobView job, SchedulerWait wait)
    {
        long now = context.NowUnixNanoseconds;
        double seconds = wait.Seconds(now);
        double gang = wait.GangSeconds;
        bool isUnusual = wait.UsualSeconds > 0 && seconds > WaitFactor * wait.UsualSeconds;
        bool isShuffled = wait.Requeues >= Churn || wait.ExclusionChanges >= Churn;
        bool keepsGpusIdle = gang > GangIntervals * wait.Interval && gang > 0;
        return new FindingDraft
        {
            Job = job.Job,
            Message = Message(wait, seconds, gang),
            StartUnixNanoseconds = wait.Start,
            EndUnixNanoseconds = wait.HasEnded ? wait.End : now,
            Discriminator = "",

            // To wait in a queue is what queues are for.
            Severity = isUnusual || isShuffled || keepsGpusIdle ? null : FindingSeverity.Info,
            Confidence = wait.Desired > 0 ? 0.95 : 0.7,
            Evidence =
            [
                new Evidence("time without all workers", seconds, wait.UsualSeconds, "s"),
                new Evidence("of it with some of the workers", gang, 0, "s"),
                new Evidence("time of workers that waited for the others", wait.IdleWorkerSeconds, 0, "s"),
                new Evidence("requeues", wait.Requeues, 0, "{requeue}"),
                new Evidence("changes of the excluded nodes", wait.ExclusionChanges, 0, "{change}"),
            ],
            MissingInputs = [.. Missing(context)],
            Mitigations = [.. Mitigations(gang, isShuffled)],
        };
    }

    private static string Message(SchedulerWait wait, double seconds, double gang)
    {
        string message = wait.HasEnded
            ? $"The job waited {RuleHelp.Time(seconds)} for the scheduler"
            : $"The job waits for the scheduler since {RuleHelp.Time(seconds)}";
        if (wait.UsualSeconds > 0)
            message += $" instead of {RuleHelp.Time(wait.UsualSeconds)}";

        if (gang > 0)
            message += string.Create(CultureInfo.InvariantCulture, $", {RuleHelp.Time(gang)} of it for the last of {wait.Needed:0} workers while the others were idle");

        if (wait.Requeues > 0)
            message += $"; {RuleHelp.Count(wait.Requeues, "requeue")}";

        if (wait.Excluded > 0)
            message += $"; {RuleHelp.Count((long)wait.Excluded, "node")} excluded";

        return message + ".";
    }

    private static IEnumerable<string> Missing(RuleContext context)
    {
        foreach (string signal in (string[])
            [SignalNames.SchedulerWorkersRunning, SignalNames.SchedulerWorkersDesired, SignalNames.SchedulerQueueDuration, SignalNames.SchedulerJobRequeues])
        {
            if (context.Series(signal).IsEmpty)
                yield return signal;
        }
    }

    private static IEnumerable<Mitigation> Mitigations(double gang, bool isShuffled)
    {
        if (isShuffled)
            yield return new Mitigation(MitigationKind.Investigate, "See why placements fail again and again: nodes that are excluded, or that fail their checks.");

        if (gang > 0)
            yield return new Mitigation(MitigationKind.Requeue, "Place the gang all at once, or give its nodes back until the last is free.");

        yield return new Mitigation(MitigationKind.AddCapacity, "Keep spare nodes, so that a job that lost workers need not queue for them.");
    }
}
