using Feedline.Tool.Json;
using Feedline.Tool.Terminals;
using Spectre.Console;

namespace Feedline.Tool.Printing;

/// <summary>Lists rules for a person.</summary>
internal static class RulesText
{
    public static string Write(IReadOnlyList<RuleDescriptor> rules, int width, bool colour)
    {
        var screen = new Screen(width, colour);
        foreach (RuleDescriptor rule in rules)
        {
            var title = new Paragraph();
            title.Append(rule.Id, Styles.Strong);
            title.Append($"  {rule.Title}  ");
            title.Append(JsonIds.Of(rule.DefaultSeverity), Styles.Of(rule.DefaultSeverity));
            screen.Write(title);
            screen.Line();
            Indented(screen, $"{rule.FailureMode.Id} in {LayerText.Of(rule.Layer)}");
            if (!rule.RequiredSignals.IsEmpty)
                Indented(screen, $"needs {string.Join(", ", rule.RequiredSignals).Replace("|", " or ", StringComparison.Ordinal)}");
            if (rule.HelpLink is not null)
                Indented(screen, rule.HelpLink.ToString());
        }

        return screen.ToString();
    }

    private static void Indented(Screen screen, string text) =>
        screen.Write(new Padder(new Text(text, Styles.Faint), new Padding(8, 0, 0, 0)));
}
