using System.Collections.Immutable;

namespace Feedline;

/// <summary>Says what is wrong with a draft, so that no half-filled finding reaches a sink.</summary>
internal static class DraftCheck
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Explain(FindingDraft draft) =>
        draft.Job is null ? "Job is null."
        : string.IsNullOrWhiteSpace(draft.Message) ? "Message is empty."
        : double.IsNaN(draft.Confidence) || draft.Confidence < 0 || draft.Confidence > 1 ? "Confidence is not from 0 to 1."
        : draft.EndUnixNanoseconds < draft.StartUnixNanoseconds ? "EndUnixNanoseconds is before StartUnixNanoseconds."
        : draft.Severity is { } severity && !Enum.IsDefined(severity) ? "Severity is not a severity."
        : draft.Layer is { } layer && !Enum.IsDefined(layer) ? "Layer is not a layer."
        : draft.FailureMode is { } mode && string.IsNullOrEmpty(mode.Id) ? "FailureMode has no id."
        : HoldsNull(draft.Subjects) ? "Subjects holds a null."
        : HoldsNull(draft.Evidence) ? "Evidence holds a null."
        : HoldsNull(draft.MissingInputs) ? "MissingInputs holds a null."
        : HoldsNull(draft.Mitigations) ? "Mitigations holds a null."
        : null;

    /// <summary>The array itself, empty where it was never set.</summary>
    public static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> array) => array.IsDefault ? [] : array;

    private static bool HoldsNull<T>(ImmutableArray<T> array)
        where T : class => !array.IsDefault && array.Contains(null!);
}
