namespace Feedline.Tool.Json;

/// <summary>What <c>feedline plan</c> answers.</summary>
internal sealed record PlanDocument(
    int SchemaVersion,
    PlanInputsDocument Inputs,
    AnswerDocument Mttf,
    PlanEttrDocument Ettr,
    PlanIntervalDocument Interval,
    AnswerDocument SaveTime,
    PlanBandwidthDocument Bandwidth,
    AnswerDocument Spares,
    PlanTimeDocument Time);
