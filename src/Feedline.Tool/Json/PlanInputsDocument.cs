namespace Feedline.Tool.Json;

/// <summary>What the plan was asked for, defaults included; seconds, bytes, bytes per second.</summary>
internal sealed record PlanInputsDocument(
    int Nodes,
    int GpusPerNode,
    double FailureRate,
    string FailureDefinition,
    double ScaleExponent,
    double ReferenceNodes,
    int? RackNodes,
    double RackRate,
    double CheckpointSize,
    double StorageBandwidth,
    double? NodeBandwidth,
    double? Blocking,
    double? CheckpointInterval,
    double Detection,
    double Restart,
    double RestartPerNode,
    double RestartFailure,
    double Queue,
    int? Spares,
    double Repair,
    double TargetEttr,
    double Days,
    int Replications,
    int Seed,
    double Confidence);
