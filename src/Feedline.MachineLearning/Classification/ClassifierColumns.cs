namespace Feedline.MachineLearning.Classification;

/// <summary>The step-aligned columns that windows are read from.</summary>
internal static class ClassifierColumns
{
    public static StepColumn DataWait { get; } = new(SignalNames.DataWaitDuration);

    public static StepColumn Compute { get; } = new(SignalNames.ComputeDuration);

    public static StepColumn Collective { get; } = new(SignalNames.CollectiveDuration);

    public static StepColumn Checkpoint { get; } = new(SignalNames.CheckpointDuration);

    public static StepColumn CheckpointWrite { get; } = Storage("checkpoint");

    public static StepColumn DatasetRead { get; } = Storage("dataset");

    public static StepColumn Metadata { get; } = Storage("metadata");

    public static StepColumn Evaluation { get; } = new(SignalNames.EvaluationDuration);

    public static StepColumn GradientNorm { get; } = new(SignalNames.GradientNorm, StepAggregation.Last);

    public static StepColumn Retransmits { get; } = new(SignalNames.TcpRetransmits);

    public static StepColumn BytesSent { get; } = new(SignalNames.NetworkIo)
    {
        Filter = new Dimension(DimensionKeys.NetworkDirection, "transmit"),
    };

    /// <summary>All of them, for a descriptor.</summary>
    public static IReadOnlyList<StepColumn> All { get; } =
    [
        DataWait, Compute, Collective, Checkpoint, CheckpointWrite, DatasetRead, Metadata, Evaluation, GradientNorm, Retransmits, BytesSent,
    ];

    private static StepColumn Storage(string layer) => new(SignalNames.StorageOperationDuration)
    {
        Filter = new Dimension(DimensionKeys.StorageLayer, layer),
    };
}
