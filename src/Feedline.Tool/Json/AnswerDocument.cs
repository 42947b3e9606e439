namespace Feedline.Tool.Json;

/// <summary>One answer of a plan.</summary>
internal sealed record AnswerDocument(
    double? Value, string Unit, double? Lower, double? Upper, double? Confidence, string Formula, string Source, string? Note);
