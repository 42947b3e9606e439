using Spectre.Console;

namespace Feedline.Tool.Printing;

/// <summary>The few styles of a report: the sixteen colours that every terminal maps to its own theme.</summary>
internal static class Styles
{
    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    public static Style Faint { get; } = new(decoration: Decoration.Dim);

    public static Style Good { get; } = new(Color.Green);

    public static Style Bad { get; } = new(Color.Red);

    public static Style Planned { get; } = new(Color.Blue);

    public static Style Unknown { get; } = new(Color.Yellow);

    public static Style Of(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Critical => new Style(Color.Red, decoration: Decoration.Bold | Decoration.Invert),
        FindingSeverity.Error => new Style(Color.Red, decoration: Decoration.Bold),
        FindingSeverity.Warning => new Style(Color.Yellow, decoration: Decoration.Bold),
        _ => new Style(Color.Blue, decoration: Decoration.Bold),
    };
}
