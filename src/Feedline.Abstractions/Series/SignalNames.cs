namespace Feedline;

/// <summary>The signals that Feedline's own rules read: OpenTelemetry's names where they exist.</summary>
public static class SignalNames
{
    /// <summary>The number of the step that just ended, in <c>{step}</c>. The clock of a training job.</summary>
    public const string Step = "training.step";

    /// <summary>The length of the step that just ended, in seconds.</summary>
    public const string StepDuration = "training.step.duration";

    /// <summary>How long the step waited for its input batch, in seconds.</summary>
    public const string DataWaitDuration = "training.data.wait.duration";

    /// <summary>Forward and backward pass of the step, in seconds.</summary>
    public const string ComputeDuration = "training.compute.duration";

    /// <summary>Time inside collectives, waiting for other ranks included, in seconds.</summary>
    public const string CollectiveDuration = "training.collective.duration";

    /// <summary>
    /// The number of the last collective that the rank has entered, counted alike by all ranks of a group; see
    /// <see cref="DimensionKeys.ProcessGroup"/>.
    /// </summary>
    public const string CollectiveSequence = "training.collective.sequence";

    /// <summary>How often the training thread has shown that it goes on, at the same places of a step on all ranks.</summary>
    public const string Heartbeat = "training.heartbeat";

    /// <summary>How long a checkpoint blocked training, in seconds.</summary>
    public const string CheckpointDuration = "training.checkpoint.duration";

    /// <summary>The size of a checkpoint as this rank wrote it, in bytes.</summary>
    public const string CheckpointSize = "training.checkpoint.size";

    /// <summary>How long an evaluation blocked training, in seconds.</summary>
    public const string EvaluationDuration = "training.evaluation.duration";

    /// <summary>The norm of the gradient after its reduction; equal on all replicas.</summary>
    public const string GradientNorm = "training.gradient.norm";

    /// <summary>The training loss.</summary>
    public const string Loss = "training.loss";

    /// <summary>One storage operation, in seconds; see <see cref="DimensionKeys.StorageLayer"/>.</summary>
    public const string StorageOperationDuration = "storage.operation.duration";

    /// <summary>The share of time the GPU was busy, 0 to 1.</summary>
    public const string GpuUtilization = "hw.gpu.utilization";

    /// <summary>Bytes through a network interface; see <see cref="DimensionKeys.NetworkDirection"/>.</summary>
    public const string NetworkIo = "system.network.io";

    /// <summary>Packets dropped at a network interface.</summary>
    public const string NetworkPacketDropped = "system.network.packet.dropped";

    /// <summary>TCP segments sent again.</summary>
    public const string TcpRetransmits = "system.network.tcp.retransmits";

    /// <summary>Pause frames at a port of a lossless fabric, of priority flow control or plain; see <see cref="DimensionKeys.NetworkDirection"/>.</summary>
    public const string FabricPause = "hw.network.pause";

    /// <summary>Congestion notification packets at a port, sent by a receiver or handled by a sender; see <see cref="DimensionKeys.NetworkDirection"/>.</summary>
    public const string FabricCongestion = "hw.network.congestion.notification";

    /// <summary>Packets that came in marked by a congested switch (ECN).</summary>
    public const string FabricMarked = "hw.network.packet.marked";

    /// <summary>Packets that a port threw away.</summary>
    public const string FabricDiscarded = "hw.network.packet.discarded";

    /// <summary>Packets that came out of their sequence: one before them is lost, or took another way.</summary>
    public const string FabricOutOfSequence = "hw.network.packet.out_of_sequence";

    /// <summary>Errors of the hardware by <c>error.type</c>; at a port those of its own link: symbols, recoveries, integrity.</summary>
    public const string HardwareErrors = "hw.errors";

    /// <summary>Bytes the process moved to and from disk.</summary>
    public const string ProcessDiskIo = "process.disk.io";

    /// <summary>Workers that run now, as the scheduler counts them.</summary>
    public const string SchedulerWorkersRunning = "scheduler.workers.running";

    /// <summary>Restarts of the job's workers so far, as the scheduler counts them: of the job, or by rank.</summary>
    public const string SchedulerWorkerRestarts = "scheduler.worker.restarts";

    /// <summary>The exit code of a rank's worker, when it ended: 0 in good order, a signal's number below 0 or plus 128.</summary>
    public const string SchedulerWorkerExitCode = "scheduler.worker.exit_code";

    /// <summary>Workers that the job needs before it can begin: the size of its gang.</summary>
    public const string SchedulerWorkersDesired = "scheduler.workers.desired";

    /// <summary>How long the job waited in the queue, told when it left it, in seconds.</summary>
    public const string SchedulerQueueDuration = "scheduler.queue.duration";

    /// <summary>How often the job was put back into the queue so far.</summary>
    public const string SchedulerJobRequeues = "scheduler.job.requeues";

    /// <summary>Nodes that are excluded from the job's placement now.</summary>
    public const string SchedulerNodesExcluded = "scheduler.nodes.excluded";

    /// <summary>Tokens used by inference; see <see cref="DimensionKeys.TokenType"/> and <see cref="DimensionKeys.InferenceKey"/>.</summary>
    public const string TokenUsage = "gen_ai.client.token.usage";

    /// <summary>How long inference requests took that were not refused, in seconds: the mean over the requests of the sample.</summary>
    public const string InferenceDuration = "gen_ai.client.operation.duration";

    /// <summary>Inference requests, by key, model and <see cref="DimensionKeys.ErrorType"/>; those that succeed have no error type.</summary>
    public const string InferenceRequests = "inference.requests";

    /// <summary>The tokens a minute that a key may use, as the gateway has it.</summary>
    public const string InferenceTokenLimit = "inference.token.limit";

    /// <summary>The requests a minute that a key may make, as the gateway has it.</summary>
    public const string InferenceRequestLimit = "inference.request.limit";

    /// <summary>1 for each owner, deployment and pod that a key is seen with; an empty one is known to be none.</summary>
    public const string InferenceKeyInfo = "inference.key.info";
}
