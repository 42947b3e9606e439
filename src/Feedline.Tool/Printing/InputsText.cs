using Feedline.Tool.Analysis;
using Feedline.Tool.Terminals;

namespace Feedline.Tool.Printing;

/// <summary>How the recording was read, and what could not be used.</summary>
internal static class InputsText
{
    public static void Write(Screen screen, InputSummary inputs)
    {
        screen.Line(
            $"Read {Plural(inputs.Points, "point")} in {Plural(inputs.Series, "series", "series")} from {Files(inputs.Files)}.",
            Styles.Faint);
        foreach (DroppedInput dropped in inputs.Dropped)
            screen.Line(Describe(dropped), Styles.Unknown);
        foreach (SkippedFile skipped in inputs.SkippedFiles)
            screen.Line($"Skipped {Printable.Of(skipped.Path)}: {Printable.Of(skipped.Reason)}", Styles.Faint);
    }

    private static string Describe(DroppedInput dropped)
    {
        string place = dropped.File is null
            ? ""
            : $", first at {Printable.Of(dropped.File)}{(dropped.Line is { } line ? $":{line}" : "")}";
        string detail = string.IsNullOrEmpty(dropped.Detail) ? "" : $": {Printable.Of(dropped.Detail)}";
        return $"Dropped {QuantityText.Count(dropped.Count)} × {Printable.Of(dropped.Reason)}{place}{detail}";
    }

    private static string Files(IReadOnlyList<string> files) => files.Count == 1
        ? Printable.Of(files[0])
        : Plural(files.Count, "file");

    private static string Plural(long count, string one, string? many = null) =>
        $"{QuantityText.Count(count)} {(count == 1 ? one : many ?? one + "s")}";
}
