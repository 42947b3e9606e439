namespace Feedline.Rules;

/// <summary>The step-aligned columns of the built-in rules and of the ledger.</summary>
internal static class StepColumns
{
    public static StepColumn StepDuration { get; } = new(SignalNames.StepDuration);

    public static StepColumn DataWait { get; } = new(SignalNames.DataWaitDuration);

    public static StepColumn Compute { get; } = new(SignalNames.ComputeDuration);

    public static StepColumn Collective { get; } = new(SignalNames.CollectiveDuration);

    public static StepColumn CollectiveEnd { get; } = new(SignalNames.CollectiveDuration, StepAggregation.LastTime);

    public static StepColumn Checkpoint { get; } = new(SignalNames.CheckpointDuration);

    public static StepColumn CheckpointSize { get; } = new(SignalNames.CheckpointSize);

    public static StepColumn CheckpointWrite { get; } = Storage("checkpoint");

    public static StepColumn DatasetRead { get; } = Storage("dataset");

    public static StepColumn Metadata { get; } = Storage("metadata");

    public static StepColumn Evaluation { get; } = new(SignalNames.EvaluationDuration);

    public static StepColumn GradientNorm { get; } = new(SignalNames.GradientNorm, StepAggregation.Last);

    public static StepColumn Retransmits { get; } = new(SignalNames.TcpRetransmits);

    public static StepColumn PacketsDropped { get; } = new(SignalNames.NetworkPacketDropped);

    public static StepColumn BytesSent { get; } = new(SignalNames.NetworkIo)
    {
        Filter = new Dimension(DimensionKeys.NetworkDirection, "transmit"),
    };

    private static StepColumn Storage(string layer) => new(SignalNames.StorageOperationDuration)
    {
        Filter = new Dimension(DimensionKeys.StorageLayer, layer),
    };
}
