using Feedline.Reliability;
using Feedline.Tool.Planning;

namespace Feedline.Tool.Json;

/// <summary>A plan as a document.</summary>
internal static class PlanJson
{
    public static PlanDocument Document(int schemaVersion, Plan plan)
    {
        SimulationResult time = plan.Simulation;
        return new PlanDocument(
            schemaVersion,
            Inputs(plan.Input),
            Of(plan.Mttf),
            new PlanEttrDocument(Of(plan.EttrByFormula), Of(plan.EttrByRenewal), Of(plan.EttrSimulated)),
            new PlanIntervalDocument(Of(plan.UsedInterval), Of(plan.Young), Of(plan.DalyFirstOrder), Of(plan.Daly), Of(plan.Availability), Of(plan.Exact)),
            Of(plan.SaveTime),
            new PlanBandwidthDocument(Of(plan.BandwidthForTarget), Of(plan.BandwidthToKeepUp)),
            Of(plan.SparesNeeded),
            new PlanTimeDocument(
                time.LostWork.Value, time.Checkpoints.Value, time.Detection.Value, time.SpareWait.Value, time.Queue.Value, time.Restart.Value, time.FailuresPerDay.Value));
    }

    private static AnswerDocument Of(PlanAnswer answer) => new(
        answer.Value is { } value && double.IsFinite(value) ? value : null, answer.Unit, answer.Interval?.Lower, answer.Interval?.Upper, answer.Interval?.Confidence, answer.Formula, answer.Source, answer.Note);

    private static PlanInputsDocument Inputs(PlanInput input) => new(
        input.Nodes,
        input.GpusPerNode,
        input.FailuresPerThousandNodeDays,
        JsonIds.Of(input.FailureDefinition),
        input.ScaleExponent,
        input.ReferenceNodes ?? input.Nodes,
        input.RackNodes,
        input.RackFailuresPerThousandDays,
        input.CheckpointBytes,
        input.StorageBandwidth,
        input.NodeBandwidth,
        input.BlockingSeconds,
        input.IntervalSeconds,
        input.DetectionSeconds,
        input.RestartSeconds,
        input.RestartSecondsPerNode,
        input.RestartFailureProbability,
        input.QueueSeconds,
        input.Spares,
        input.RepairSeconds,
        input.TargetEttr,
        input.Days,
        input.Replications,
        input.Seed,
        input.Confidence);
}
