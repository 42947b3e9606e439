namespace Feedline.Tool;

/// <summary>What the process says to its caller.</summary>
internal static class ExitCode
{
    /// <summary>The recording was analysed.</summary>
    public const int Analysed = 0;

    /// <summary>The recording was analysed and holds a finding as severe as <c>--fail-on</c> asks for.</summary>
    public const int FailOnMet = 1;

    /// <summary>Wrong usage, or input or output that cannot be used.</summary>
    public const int Unusable = 2;

    /// <summary>A defect of the tool itself; BSD's EX_SOFTWARE, so that it is never taken for 1 or 2.</summary>
    public const int Defect = 70;

    /// <summary>Ended by Ctrl+C: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
