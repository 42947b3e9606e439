namespace Feedline.Sources;

/// <summary>Tells damage of a file from trouble with reading it.</summary>
internal static class Damage
{
    /// <summary>The decoders meet damage with whatever exception it happens to lead to.</summary>
    public static bool Is(Exception exception) => exception is EndOfStreamException
        || exception is not (IOException or UnauthorizedAccessException or OperationCanceledException or ObjectDisposedException);

    /// <summary>The message in one line, without the end of the sentence.</summary>
    public static string Describe(Exception exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
