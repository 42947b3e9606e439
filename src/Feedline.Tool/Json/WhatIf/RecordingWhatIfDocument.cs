namespace Feedline.Tool.Json;

/// <summary>The what-if of a recording.</summary>
internal sealed record RecordingWhatIfDocument(int SchemaVersion, string Kind, IReadOnlyList<JobWhatIfDocument> Jobs);
