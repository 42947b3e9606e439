namespace Feedline.Sources;

/// <summary>A file of a recording.</summary>
/// <param name="Path">What it is called in reports.</param>
/// <param name="Length">Its length in bytes, as it lies on disk.</param>
/// <param name="Open">Opens it at its start, as often as it is called.</param>
internal sealed record RecordingInput(string Path, long Length, Func<Stream> Open)
{
    /// <summary>A file on disk.</summary>
    public static RecordingInput Of(FileInfo file, string path) => new(
        path,
        file.Length,
        // The reader has a buffer of its own.
        () => new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan));
}
