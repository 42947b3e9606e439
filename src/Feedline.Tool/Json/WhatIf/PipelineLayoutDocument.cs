namespace Feedline.Tool.Json;

/// <summary>How the model is spread over the workers.</summary>
internal sealed record PipelineLayoutDocument(int DataParallel, int Stages, int ChunksPerStage, int Workers, int Steps);
