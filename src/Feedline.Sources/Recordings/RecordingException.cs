namespace Feedline.Sources;

/// <summary>A recording of which nothing can be read: a missing path, an empty folder, no OTLP in any file.</summary>
/// <remarks>What is wrong with single lines and files is no exception: it is counted in <see cref="InputReport"/>.</remarks>
public sealed class RecordingException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="path">The path that cannot be read.</param>
    /// <param name="reason">What is wrong with it, in words that follow a colon.</param>
    /// <param name="innerException">What the system said, or null.</param>
    public RecordingException(string path, string reason, Exception? innerException = null)
        : base($"{path}: {reason}", innerException)
    {
        Path = path;
    }

    /// <summary>The path that cannot be read.</summary>
    public string Path { get; }
}
