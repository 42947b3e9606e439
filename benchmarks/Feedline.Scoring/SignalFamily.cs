namespace Feedline.Scoring;

/// <summary>Signals that one exporter gives, so that they are missing together.</summary>
internal sealed record SignalFamily(string Name, string[] Signals)
{
    public static SignalFamily[] All { get; } =
    [
        new("utilisation", [SignalNames.GpuUtilization]),
        new("collective times", [SignalNames.CollectiveDuration]),
        new("storage operations", [SignalNames.StorageOperationDuration, SignalNames.ProcessDiskIo]),
        new("network counters", [SignalNames.NetworkIo, SignalNames.NetworkPacketDropped, SignalNames.TcpRetransmits]),
        new("compute times", [SignalNames.ComputeDuration]),
        new("input waits", [SignalNames.DataWaitDuration]),
        new("checkpoint times", [SignalNames.CheckpointDuration, SignalNames.CheckpointSize]),
        new("gradient norms", [SignalNames.GradientNorm, SignalNames.Loss]),
        new("scheduler", [SignalNames.SchedulerWorkersRunning, SignalNames.SchedulerWorkerRestarts]),
    ];
}
