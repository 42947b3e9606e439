using Feedline.Reliability;

namespace Feedline.Tool.Planning;

/// <summary>What a job of that size on that hardware can expect, and what it needs.</summary>
internal sealed record Plan
{
    public required PlanInput Input { get; init; }

    public required PlanAnswer Mttf { get; init; }

    public required PlanAnswer SaveTime { get; init; }

    public required PlanAnswer UsedInterval { get; init; }

    public required PlanAnswer Young { get; init; }

    public required PlanAnswer DalyFirstOrder { get; init; }

    public required PlanAnswer Daly { get; init; }

    public required PlanAnswer Availability { get; init; }

    public required PlanAnswer Exact { get; init; }

    public required PlanAnswer EttrByFormula { get; init; }

    public required PlanAnswer EttrByRenewal { get; init; }

    public required PlanAnswer EttrSimulated { get; init; }

    public required PlanAnswer BandwidthForTarget { get; init; }

    public required PlanAnswer BandwidthToKeepUp { get; init; }

    public required PlanAnswer SparesNeeded { get; init; }

    public required SimulationResult Simulation { get; init; }
}
