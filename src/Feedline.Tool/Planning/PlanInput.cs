using Feedline.Reliability;

namespace Feedline.Tool.Planning;

/// <summary>What a plan is asked for. Seconds, bytes and bytes per second throughout; checked by the command line.</summary>
internal sealed record PlanInput
{
    public required int Nodes { get; init; }

    public required int GpusPerNode { get; init; }

    public required double FailuresPerThousandNodeDays { get; init; }

    public required FailureDefinition FailureDefinition { get; init; }

    public required double ScaleExponent { get; init; }

    /// <summary>Null for the size of the job itself.</summary>
    public required double? ReferenceNodes { get; init; }

    /// <summary>Null when there are no racks that fail as a whole.</summary>
    public required int? RackNodes { get; init; }

    public required double RackFailuresPerThousandDays { get; init; }

    public required double CheckpointBytes { get; init; }

    public required double StorageBandwidth { get; init; }

    /// <summary>Null for no limit but that of the storage.</summary>
    public required double? NodeBandwidth { get; init; }

    /// <summary>Null for saves that block until they are written.</summary>
    public required double? BlockingSeconds { get; init; }

    /// <summary>Null for the best interval.</summary>
    public required double? IntervalSeconds { get; init; }

    public required double DetectionSeconds { get; init; }

    public required double RestartSeconds { get; init; }

    public required double RestartSecondsPerNode { get; init; }

    public required double RestartFailureProbability { get; init; }

    public required double QueueSeconds { get; init; }

    /// <summary>Null for as many as are needed.</summary>
    public required int? Spares { get; init; }

    public required double RepairSeconds { get; init; }

    public required double TargetEttr { get; init; }

    public required double Days { get; init; }

    public required int Replications { get; init; }

    public required int Seed { get; init; }

    public required double Confidence { get; init; }
}
