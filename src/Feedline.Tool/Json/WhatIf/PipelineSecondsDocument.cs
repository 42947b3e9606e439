namespace Feedline.Tool.Json;

/// <summary>Mean seconds of a step: as recorded, without launch delays, and with nothing straggling.</summary>
internal sealed record PipelineSecondsDocument(double Actual, double Undelayed, double Ideal);
