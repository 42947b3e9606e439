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

    /// <summary>Output understands colours.</summary>
    public bool OutputHasColour { get; init; }

    /// <summary>Somebody watches the error stream, and the cursor can be moved there.</summary>
    public bool ErrorIsInteractive { get; init; }

    /// <summary>Columns of the report.</summary>
    public int Width { get; init; } = UnknownWidth;

    /// <summary>The streams of this process.</summary>
    public static ToolTerminal OfProcess()
    {
        bool capable = !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        bool ci = IsSet("CI") || IsSet("TF_BUILD");
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
            Console.OutputEncoding = System.Text.Encoding.UTF8;

        return new ToolTerminal
        {
            Output = Console.Out,
            Error = Console.Error,
            OutputHasColour = capable && !Console.IsOutputRedirected && !IsSet("NO_COLOR") && UnderstandsEscapes(Console.Out),
            ErrorIsInteractive = capable && !ci && !Console.IsErrorRedirected && !Console.IsOutputRedirected
                && UnderstandsEscapes(Console.Error),
            Width = WidthOf(Console.IsOutputRedirected ? 0 : Console.WindowWidth),
        };
    }

    /// <summary>The columns to use on an output so many columns wide; 0 or less for an unknown width.</summary>
    public static int WidthOf(int columns) =>
        columns <= 0 ? UnknownWidth : Math.Clamp(columns, LeastWidth, GreatestWidth);

    // Consoles of Windows have to be asked first; asking also switches them on.
    private static bool UnderstandsEscapes(TextWriter writer) =>
        !OperatingSystem.IsWindows() || AnsiCapabilities.Create(writer).Ansi;

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
