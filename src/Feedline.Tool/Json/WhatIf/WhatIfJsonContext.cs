using System.Text.Json.Serialization;

namespace Feedline.Tool.Json;

/// <summary>Serializers of what-if reports, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(PipelineWhatIfDocument))]
[JsonSerializable(typeof(RecordingWhatIfDocument))]
internal sealed partial class WhatIfJsonContext : JsonSerializerContext;
