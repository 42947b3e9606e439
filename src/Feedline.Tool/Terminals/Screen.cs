using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Feedline.Tool.Terminals;

/// <summary>Collects a report and gives it as text, so that it reaches the output in one piece.</summary>
internal sealed class Screen
{
    private readonly StringBuilder _text = new();
    private readonly IAnsiConsole _console;
    private readonly bool _colour;

    public Screen(int width, bool colour)
    {
        _colour = colour;
        Width = width;
        _console = Create(new StringWriter(_text) { NewLine = "\n" }, width, colour);
    }

    public int Width { get; }

    /// <summary>A console whose abilities are given, not guessed: guessing reads the environment and differs between machines.</summary>
    public static IAnsiConsole Create(TextWriter writer, int width, bool colour)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = colour ? InteractionSupport.Yes : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    public void Write(IRenderable renderable) => _console.Write(renderable);

    public void Line(string text, Style? style = null)
    {
        _console.Write(new Paragraph(text, style));
        Line();
    }

    public void Line() => _text.Append('\n');

    /// <summary>The report; without the blanks with which columns are filled up, unless colours make them hard to tell.</summary>
    public override string ToString()
    {
        string text = _text.ToString();
        if (_colour)
            return text;

        var trimmed = new StringBuilder(text.Length);
        foreach (ReadOnlySpan<char> line in text.AsSpan().TrimEnd('\n').EnumerateLines())
            trimmed.Append(line.TrimEnd(' ')).Append('\n');
        return trimmed.ToString();
    }
}
