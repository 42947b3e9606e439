using Spectre.Console;

namespace Feedline.Tool.Terminals;

/// <summary>Where the command writes, and what that place can show. Tests bring one of their own.</summary>
internal sealed class ToolTerminal
{
    /// <summary>Width of a report when nobody can say how wide the output is: a file or a pipe.</summary>
    public const int UnknownWidth = 100;

    // Sentences over the whole of a wide screen are hard to read; below the least, columns cannot be laid out.
    private const int GreatestWidth = 120;
    private const int LeastWidth = 40;

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Opens what is piped into the command.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Output understands colours.</summary>
    public bool OutputHasColour { get; init; }

    /// <summary>Somebody watches the error stream, and the cursor can be moved there.</summary>
    public bool ErrorIsInteractive { get; init; }

    /// <summary>Columns of the report.</summary>
    public int Width { get; init; } = UnknownWidth;

    /// <summary>The streams of this process.</summary>
    public static ToolTerminal OfProcess()
    {
        bool outputIsTerminal = !Console.IsOutputRedirected;
        if (OperatingSystem.IsWindows() && outputIsTerminal)
            Console.OutputEncoding = System.Text.Encoding.UTF8;

        return Create(
            Console.Out,
            Console.Error,
            outputIsTerminal && UnderstandsEscapes(Console.Out),
            !Console.IsErrorRedirected && UnderstandsEscapes(Console.Error),
            outputIsTerminal ? Console.WindowWidth : 0,
            Environment.GetEnvironmentVariable);
    }

    /// <summary>Decides what may be shown, from what is known about the streams and from what the user asks for by environment.</summary>
    public static ToolTerminal Create(
        TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal, int columns, Func<string, string?> environment)
    {
        bool IsSet(string variable) => !string.IsNullOrEmpty(environment(variable));
        bool dumb = environment("TERM") == "dumb";
        bool ci = IsSet("CI") || IsSet("TF_BUILD");
        return new ToolTerminal
        {
            Output = output,
            Error = error,
            OutputHasColour = outputIsTerminal && !dumb && !IsSet("NO_COLOR"),
            ErrorIsInteractive = outputIsTerminal && errorIsTerminal && !dumb && !ci,
            Width = WidthOf(outputIsTerminal ? columns : 0),
        };
    }

    /// <summary>The columns to use on an output so many columns wide; 0 or less for an unknown width.</summary>
    public static int WidthOf(int columns) =>
        columns <= 0 ? UnknownWidth : Math.Clamp(columns, LeastWidth, GreatestWidth);

    // Consoles of Windows have to be asked first; asking also switches them on.
    private static bool UnderstandsEscapes(TextWriter writer) =>
        !OperatingSystem.IsWindows() || AnsiCapabilities.Create(writer).Ansi;
}
