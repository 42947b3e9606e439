using System.Text.Json;
using Feedline.Reliability;

namespace Feedline.Tool.Json;

/// <summary>Enumerations as the contract writes them.</summary>
internal static class JsonIds
{
    public static string Of(FindingSeverity severity) => JsonNamingPolicy.KebabCaseLower.ConvertName(severity.ToString());

    public static string Of(MitigationKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    public static string Of(LossCategory category) => JsonNamingPolicy.KebabCaseLower.ConvertName(category.ToString());

    public static string Of(FailureDefinition definition) => JsonNamingPolicy.KebabCaseLower.ConvertName(definition.ToString());

    public static string Of(FindingState state) => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());
}
