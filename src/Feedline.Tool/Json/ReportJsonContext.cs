using System.Text.Json.Serialization;

namespace Feedline.Tool.Json;

/// <summary>Serializers made at compile time: no reflection, so start-up is fast and ahead-of-time compilation works.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(AnalysisDocument))]
[JsonSerializable(typeof(AnalysesDocument))]
[JsonSerializable(typeof(RulesDocument))]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
