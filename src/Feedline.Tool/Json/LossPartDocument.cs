namespace Feedline.Tool.Json;

/// <summary>Where in the job time was lost to a cause, and by whom.</summary>
internal sealed record LossPartDocument(string Category, IReadOnlyList<SubjectDocument> Subjects, decimal GpuSeconds);
