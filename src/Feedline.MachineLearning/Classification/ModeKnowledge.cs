using System.Collections.Immutable;

namespace Feedline.MachineLearning.Classification;

/// <summary>What is known of a failure mode beside the model: where it sits, and what its own rule goes by.</summary>
internal static class ModeKnowledge
{
    /// <summary>The layer that a mode usually sits in.</summary>
    public static Layer LayerOf(FailureMode mode) =>
        mode == FailureMode.CheckpointStall ? Layer.CheckpointStorage
        : mode == FailureMode.NetworkJitter || mode == FailureMode.Incast ? Layer.Fabric
        : mode == FailureMode.DatasetStarvation ? Layer.DatasetStorage
        : mode == FailureMode.MetadataStall ? Layer.MetadataService
        : mode == FailureMode.WorkerLoss || mode == FailureMode.SchedulerDelay ? Layer.OrchestrationScheduler
        : Layer.GpuWorkers;

    /// <summary>
    /// Signals that the mode's own rule goes by and that the job does not have. With all of them there, the rule's silence is
    /// evidence that it is something else.
    /// </summary>
    public static ImmutableArray<string> Missing(FailureMode mode, RuleContext context, JobView job)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (string signal in SignalsOf(mode))
        {
            bool isThere = false;
            foreach (SeriesKey series in context.Series(signal))
                isThere |= (series.Job ?? "") == job.Job;

            if (!isThere)
                missing.Add(signal);
        }

        return missing.ToImmutable();
    }

    private static string[] SignalsOf(FailureMode mode) => mode.Id switch
    {
        "checkpoint-stall" => [SignalNames.CheckpointDuration, SignalNames.StorageOperationDuration],
        "network-jitter" => [SignalNames.CollectiveDuration],
        "incast" => [SignalNames.CollectiveDuration, SignalNames.NetworkIo],
        "compute-straggler" => [SignalNames.ComputeDuration, SignalNames.CollectiveDuration],

        // What a hang is told by, steps and signs of life, is always there.
        "gradient-corruption" => [SignalNames.GradientNorm],
        "dataset-starvation" => [SignalNames.DataWaitDuration, SignalNames.StorageOperationDuration],
        "metadata-stall" => [SignalNames.DataWaitDuration, SignalNames.StorageOperationDuration],
        "worker-loss" => [SignalNames.SchedulerWorkersRunning, SignalNames.SchedulerWorkerRestarts],
        _ => [],
    };
}
