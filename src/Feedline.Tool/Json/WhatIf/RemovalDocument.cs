namespace Feedline.Tool.Json;

/// <summary>What a job would have been without some causes. Finish is UTC with nanoseconds.</summary>
internal sealed record RemovalDocument(
    IReadOnlyList<string> Causes, int Steps, EstimateDocument SavedSeconds, EstimateDocument Goodput, string Finish, string EarliestFinish, string LatestFinish);
