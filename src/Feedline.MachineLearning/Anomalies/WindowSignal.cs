namespace Feedline.MachineLearning;

/// <summary>One number a step that windows are made of.</summary>
/// <param name="Name">The signal, and what is taken of it over the ranks.</param>
/// <param name="Column">The column it is read from; null for the length of the step.</param>
/// <param name="Over">What is taken over the ranks.</param>
/// <param name="Layer">The layer it points at; null where it is a symptom of any.</param>
/// <param name="Unit">Its unit; seconds are taken in usual steps.</param>
/// <param name="IsHeld">Where a step has no value, the one before goes on; otherwise nothing happened, and it is 0.</param>
internal sealed record WindowSignal(string Name, StepColumn? Column, OverRanks Over, Layer? Layer, string Unit, bool IsHeld)
{
    private const double LeastTimeSpread = 0.02;
    private const double LeastShareSpread = 0.02;
    private const double LeastCountSpread = 5;
    private const double LeastCheckpointSpread = 1;

    /// <summary>A spread below this, in usual steps, in {segment} or as a share, is not worth noticing. Of checkpoints, which are few: a step.</summary>
    public double LeastSpread =>
        Column == Columns.Checkpoint ? LeastCheckpointSpread : Unit switch { "s" => LeastTimeSpread, "1" => LeastShareSpread, _ => LeastCountSpread };

    /// <summary>All of them, in the order of the windows.</summary>
    public static IReadOnlyList<WindowSignal> All { get; } =
    [
        new("training.step.duration", null, OverRanks.Median, null, "s", true),
        new("training.compute.duration, median of ranks", Columns.Compute, OverRanks.Median, Feedline.Layer.GpuWorkers, "s", true),
        new("training.compute.duration, slowest rank less median", Columns.Compute, OverRanks.GreatestLessMedian, Feedline.Layer.GpuWorkers, "s", true),

        // The rank that comes last waits for nobody: its time is pure communication.
        new("training.collective.duration, least of ranks", Columns.Collective, OverRanks.Least, Feedline.Layer.Fabric, "s", true),
        new("training.collective.duration, longest less median", Columns.Collective, OverRanks.GreatestLessMedian, null, "s", true),
        new("training.data.wait.duration, longest of ranks", Columns.DataWait, OverRanks.Greatest, Feedline.Layer.DatasetStorage, "s", false),
        new("storage.operation.duration of the dataset, longest of ranks", Columns.DatasetRead, OverRanks.Greatest, Feedline.Layer.DatasetStorage, "s", false),
        new("storage.operation.duration of metadata, longest of ranks", Columns.Metadata, OverRanks.Greatest, Feedline.Layer.MetadataService, "s", false),
        new("training.checkpoint.duration, longest of ranks", Columns.Checkpoint, OverRanks.Greatest, Feedline.Layer.CheckpointStorage, "s", true),
        new("system.network.tcp.retransmits, sum of ranks", Columns.Retransmits, OverRanks.Sum, Feedline.Layer.Fabric, "{segment}", false),
        new("hw.gpu.utilization, median of ranks", Columns.Utilization, OverRanks.Median, null, "1", true),
    ];

    /// <summary>The columns they are read from.</summary>
    internal static class Columns
    {
        public static StepColumn Compute { get; } = new(SignalNames.ComputeDuration);

        public static StepColumn Collective { get; } = new(SignalNames.CollectiveDuration);

        public static StepColumn DataWait { get; } = new(SignalNames.DataWaitDuration);

        public static StepColumn DatasetRead { get; } = Storage("dataset");

        public static StepColumn Metadata { get; } = Storage("metadata");

        public static StepColumn Checkpoint { get; } = new(SignalNames.CheckpointDuration);

        public static StepColumn Evaluation { get; } = new(SignalNames.EvaluationDuration);

        public static StepColumn Retransmits { get; } = new(SignalNames.TcpRetransmits);

        public static StepColumn Utilization { get; } = new(SignalNames.GpuUtilization, StepAggregation.Last);

        private static StepColumn Storage(string layer) => new(SignalNames.StorageOperationDuration)
        {
            Filter = new Dimension(DimensionKeys.StorageLayer, layer),
        };
    }
}
