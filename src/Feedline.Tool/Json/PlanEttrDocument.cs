namespace Feedline.Tool.Json;

/// <summary>The ETTR three ways.</summary>
internal sealed record PlanEttrDocument(AnswerDocument ByFormula, AnswerDocument Exact, AnswerDocument Simulated);
