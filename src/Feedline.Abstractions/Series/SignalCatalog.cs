using System.Collections.Frozen;

namespace Feedline;

/// <summary>The descriptors of the well-known signals, so that every source gives them the same unit and kind.</summary>
public static class SignalCatalog
{
    /// <summary>What a server of OpenTelemetry's calls what its clients call <see cref="SignalNames.InferenceDuration"/>.</summary>
    private const string ServerDuration = "gen_ai.server.request.duration";

    private static readonly FrozenDictionary<string, SignalDescriptor> ByName = new SignalDescriptor[]
    {
        new(SignalNames.Step, "{step}", SignalKind.Gauge),
        new(SignalNames.StepDuration, "s", SignalKind.Duration),
        new(SignalNames.DataWaitDuration, "s", SignalKind.Duration),
        new(SignalNames.ComputeDuration, "s", SignalKind.Duration),
        new(SignalNames.CollectiveDuration, "s", SignalKind.Duration),
        new(SignalNames.CollectiveSequence, "{collective}", SignalKind.Gauge),
        new(SignalNames.Heartbeat, "{beat}", SignalKind.Gauge),
        new(SignalNames.CheckpointDuration, "s", SignalKind.Duration),
        new(SignalNames.CheckpointSize, "By", SignalKind.Gauge),
        new(SignalNames.EvaluationDuration, "s", SignalKind.Duration),
        new(SignalNames.GradientNorm, "1", SignalKind.Gauge),
        new(SignalNames.Loss, "1", SignalKind.Gauge),
        new(SignalNames.StorageOperationDuration, "s", SignalKind.Duration),
        new(SignalNames.GpuUtilization, "1", SignalKind.Gauge),
        new(SignalNames.NetworkIo, "By", SignalKind.Counter),
        new(SignalNames.NetworkPacketDropped, "{packet}", SignalKind.Counter),
        new(SignalNames.TcpRetransmits, "{segment}", SignalKind.Counter),
        new(SignalNames.FabricPause, "{frame}", SignalKind.Counter),
        new(SignalNames.FabricCongestion, "{packet}", SignalKind.Counter),
        new(SignalNames.FabricMarked, "{packet}", SignalKind.Counter),
        new(SignalNames.FabricDiscarded, "{packet}", SignalKind.Counter),
        new(SignalNames.FabricOutOfSequence, "{packet}", SignalKind.Counter),
        new(SignalNames.HardwareErrors, "{error}", SignalKind.Counter),
        new(SignalNames.ProcessDiskIo, "By", SignalKind.Counter),
        new(SignalNames.SchedulerWorkersRunning, "{worker}", SignalKind.Gauge),
        new(SignalNames.SchedulerWorkerRestarts, "{restart}", SignalKind.Counter),
        new(SignalNames.SchedulerWorkerExitCode, "1", SignalKind.Gauge),
        new(SignalNames.SchedulerWorkersDesired, "{worker}", SignalKind.Gauge),
        new(SignalNames.SchedulerQueueDuration, "s", SignalKind.Duration),
        new(SignalNames.SchedulerJobRequeues, "{requeue}", SignalKind.Counter),
        new(SignalNames.SchedulerNodesExcluded, "{node}", SignalKind.Gauge),
        new(SignalNames.TokenUsage, "{token}", SignalKind.Delta),
        new(SignalNames.InferenceDuration, "s", SignalKind.Duration),
        new(SignalNames.InferenceRequests, "{request}", SignalKind.Delta),
        new(SignalNames.InferenceTokenLimit, "{token}/min", SignalKind.Gauge),
        new(SignalNames.InferenceRequestLimit, "{request}/min", SignalKind.Gauge),
        new(SignalNames.InferenceKeyInfo, "1", SignalKind.Gauge),
    }.ToFrozenDictionary(signal => signal.Name, StringComparer.Ordinal);

    /// <summary>All well-known signals, in no particular order.</summary>
    public static IReadOnlyCollection<SignalDescriptor> All => ByName.Values;

    /// <summary>Finds a well-known signal by its name. A server's <c>gen_ai.server.request.duration</c> is <see cref="SignalNames.InferenceDuration"/>.</summary>
    /// <param name="name">The signal's name.</param>
    /// <returns>The descriptor, or null when the name is none of Feedline's.</returns>
    public static SignalDescriptor? Find(string name) => ByName.GetValueOrDefault(name == ServerDuration ? SignalNames.InferenceDuration : name);
}
