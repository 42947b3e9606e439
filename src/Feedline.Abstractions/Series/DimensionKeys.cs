namespace Feedline;

/// <summary>The keys that Feedline reads itself. Any other key may be used beside them.</summary>
public static class DimensionKeys
{
    /// <summary>The training job.</summary>
    public const string Job = "training.job.id";

    /// <summary>The attempt of the job, counted up at each restart.</summary>
    public const string Attempt = "training.attempt";

    /// <summary>The global rank, from 0. It is not stable across a re-rendezvous.</summary>
    public const string Rank = "training.rank";

    /// <summary>The node, by OpenTelemetry's <c>host.name</c>.</summary>
    public const string Node = "host.name";

    /// <summary>The device, by OpenTelemetry's <c>hw.id</c>.</summary>
    public const string Device = "hw.id";

    /// <summary>The kind of storage an operation went to: <c>dataset</c>, <c>metadata</c> or <c>checkpoint</c>.</summary>
    public const string StorageLayer = "storage.layer";

    /// <summary>The storage operation: <c>open</c>, <c>read</c>, <c>write</c>…</summary>
    public const string StorageOperation = "storage.operation";

    /// <summary>The collective: <c>all_reduce</c>, <c>all_gather</c>…</summary>
    public const string CollectiveOperation = "training.collective.operation";

    /// <summary>The group of ranks that a collective is of; none for a job with one group.</summary>
    public const string ProcessGroup = "training.process.group";

    /// <summary>The direction of network traffic, <c>receive</c> or <c>transmit</c>.</summary>
    public const string NetworkDirection = "network.io.direction";

    /// <summary>The direction of disk traffic, <c>read</c> or <c>write</c>.</summary>
    public const string DiskDirection = "disk.io.direction";

    /// <summary>The network interface.</summary>
    public const string NetworkInterface = "network.interface.name";

    /// <summary>The API key's id: never the key itself.</summary>
    public const string InferenceKey = "inference.key.id";

    /// <summary>Who answers for an API key; empty where it is known that nobody does.</summary>
    public const string InferenceKeyOwner = "inference.key.owner";

    /// <summary>What runs with an API key, by OpenTelemetry's <c>k8s.deployment.name</c>; empty where it is known that nothing does.</summary>
    public const string Deployment = "k8s.deployment.name";

    /// <summary>The pod a request came from, by OpenTelemetry's <c>k8s.pod.name</c>.</summary>
    public const string Pod = "k8s.pod.name";

    /// <summary>The model asked for, by OpenTelemetry's <c>gen_ai.request.model</c>.</summary>
    public const string Model = "gen_ai.request.model";

    /// <summary>Which tokens: <c>input</c> or <c>output</c>, by OpenTelemetry's <c>gen_ai.token.type</c>.</summary>
    public const string TokenType = "gen_ai.token.type";

    /// <summary>Why something failed, by OpenTelemetry's <c>error.type</c>: <c>429</c> and <c>timeout</c> for inference requests.</summary>
    public const string ErrorType = "error.type";
}
