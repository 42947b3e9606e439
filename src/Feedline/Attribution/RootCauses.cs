using Feedline.Rules;
namespace Feedline;

/// <summary>Tells causes from effects among findings that overlap.</summary>
/// <remarks>
/// A finding is the effect of another one of the same job when the other sits in a layer that feeds its own, overlaps it,
/// did not begin noticeably later, and is about the same rank or about the whole job. Two faults in layers that do not feed
/// each other are two roots.
/// </remarks>
internal static class RootCauses
{
    /// <summary>An effect may be noticed a little earlier than its cause: by so much of the shorter of the two, at most.</summary>
    private const double LeadShare = 0.1;

    /// <summary>Finds the cause of each finding.</summary>
    /// <returns>Per finding the index of its root; its own index for a root.</returns>
    public static int[] Find(IReadOnlyList<Finding> findings)
    {
        var cause = new int[findings.Count];
        for (int effect = 0; effect < findings.Count; effect++)
        {
            cause[effect] = effect;
            for (int candidate = 0; candidate < findings.Count; candidate++)
            {
                if (candidate != effect && Explains(findings[candidate], findings[effect])
                    && (cause[effect] == effect || findings[candidate].StartUnixNanoseconds < findings[cause[effect]].StartUnixNanoseconds))
                    cause[effect] = candidate;
            }
        }

        return [.. Enumerable.Range(0, cause.Length).Select(start => Root(findings, cause, start))];
    }

    /// <summary>Follows causes to their end. A restart may make reads slow, slow reads a hang, and a hang a restart: then it is the first of them.</summary>
    private static int Root(IReadOnlyList<Finding> findings, int[] cause, int start)
    {
        // After as many steps as there are findings one is at the end, or in a circle.
        int root = start;
        for (int i = 0; i < cause.Length && cause[root] != root; i++)
            root = cause[root];

        for (int next = cause[root], end = root; next != end; next = cause[next])
        {
            if ((findings[next].StartUnixNanoseconds, next).CompareTo((findings[root].StartUnixNanoseconds, root)) < 0)
                root = next;
        }

        return root;
    }

    private static bool Explains(Finding cause, Finding effect) =>
        cause.Key.Job == effect.Key.Job
        && Feeds(cause, effect)
        && Overlap(cause, effect)
        && IsAbout(cause, effect);

    /// <summary>Whether slowness of the cause's kind shows as the effect's kind.</summary>
    private static bool Feeds(Finding cause, Finding effect) => (cause.Layer, effect.Layer) switch
    {
        // Replicas that disagree are not made so by anything slow.
        _ when effect.FailureMode == FailureMode.GradientCorruption => false,

        // An anomaly says that something is unlike before; any other finding says what.
        _ when effect.FailureMode == FailureMode.Anomaly => cause.FailureMode != FailureMode.Anomaly,
        _ when cause.FailureMode == FailureMode.Anomaly => false,

        // A checkpoint that stops all ranks alike makes none of them late at the steps between.
        (Layer.CheckpointStorage, Layer.GpuWorkers) when effect.FailureMode == FailureMode.ComputeStraggler && cause.Subjects.IsEmpty => false,

        // A rank whose own part of a step is known to have grown is slow by itself; one of which it is not known may be held up.
        (Layer.DatasetStorage or Layer.MetadataService or Layer.CheckpointStorage or Layer.Fabric, Layer.GpuWorkers) =>
            effect.FailureMode == FailureMode.Hang
            || (effect.FailureMode == FailureMode.ComputeStraggler && !IsKnownToCompute(effect)),

        // A hung or lost worker is why the scheduler restarts the job.
        (Layer.GpuWorkers, Layer.OrchestrationScheduler) =>
            cause.FailureMode == FailureMode.Hang && effect.FailureMode == FailureMode.WorkerLoss,

        // Whoever lost workers waits for others.
        (Layer.OrchestrationScheduler, Layer.OrchestrationScheduler) =>
            cause.FailureMode == FailureMode.WorkerLoss && effect.FailureMode == FailureMode.SchedulerDelay,

        // What an orphaned key takes, others are refused: the key is among those the refusals are about.
        (Layer.InferenceApi, Layer.InferenceApi) =>
            cause.FailureMode == FailureMode.ZombieKey && effect.FailureMode == FailureMode.ApiRateLimiting && cause.Severity > FindingSeverity.Info,

        // Before it is clear that senders send again, incast looks like any other slow fabric.
        (Layer.Fabric, Layer.Fabric) =>
            cause.FailureMode == FailureMode.Incast && effect.FailureMode == FailureMode.NetworkJitter,
        (Layer.OrchestrationScheduler, Layer.GpuWorkers) =>
            cause.FailureMode == FailureMode.WorkerLoss && effect.FailureMode == FailureMode.ComputeStraggler,
        (Layer.OrchestrationScheduler, Layer.DatasetStorage or Layer.MetadataService or Layer.Fabric) =>
            cause.FailureMode == FailureMode.WorkerLoss && effect.Severity <= FindingSeverity.Warning,
        _ => false,
    };

    private static bool IsKnownToCompute(Finding straggler) =>
        !straggler.MissingInputs.Contains(SignalNames.ComputeDuration)
        || straggler.Evidence.Any(static evidence => evidence.Statistic == ComputeTimes.LeftOver);

    private static bool Overlap(Finding cause, Finding effect)
    {
        long shorter = Math.Min(Length(cause), Length(effect));
        return cause.StartUnixNanoseconds <= effect.StartUnixNanoseconds + (long)(LeadShare * shorter)
            && cause.EndUnixNanoseconds >= effect.StartUnixNanoseconds;
    }

    private static long Length(Finding finding) => finding.EndUnixNanoseconds - finding.StartUnixNanoseconds;

    private static bool IsAbout(Finding cause, Finding effect) =>
        cause.Subjects.IsEmpty || effect.Subjects.IsEmpty
        || effect.Subjects.Any(subject => cause.Subjects.Any(other => other.Rank == subject.Rank && other.Key == subject.Key));
}
