namespace Feedline.Sources;

/// <summary>Tells damage of a file from what has nothing to do with its content.</summary>
internal static class Damage
{
    /// <summary>
    /// The decoders meet damage with whatever exception it happens to lead to, I/O errors among them: a wrong length leads beyond
    /// the file.
    /// </summary>
    public static bool Is(Exception exception) => exception is not (UnauthorizedAccessException or OperationCanceledException or ObjectDisposedException);

    /// <summary>The message in one line, without the end of the sentence.</summary>
    public static string Describe(Exception exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
