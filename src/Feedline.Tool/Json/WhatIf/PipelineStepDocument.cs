namespace Feedline.Tool.Json;

/// <summary>One step of a trace.</summary>
internal sealed record PipelineStepDocument(long Step, double Actual, double Undelayed, double Ideal, double Slowdown);
