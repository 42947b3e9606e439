namespace Feedline.Tool.Json;

/// <summary>The checkpoint interval of each policy, and the one that the rest of the plan is for.</summary>
internal sealed record PlanIntervalDocument(
    AnswerDocument Used, AnswerDocument Young, AnswerDocument DalyFirstOrder, AnswerDocument Daly, AnswerDocument Availability, AnswerDocument Exact);
