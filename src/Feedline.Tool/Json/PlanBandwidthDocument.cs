namespace Feedline.Tool.Json;

/// <summary>How fast storage has to be.</summary>
internal sealed record PlanBandwidthDocument(AnswerDocument ForTarget, AnswerDocument ToKeepUp);
