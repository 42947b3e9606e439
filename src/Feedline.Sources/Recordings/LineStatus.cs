namespace Feedline.Sources;

/// <summary>What reading on gave.</summary>
internal enum LineStatus
{
    Line,

    /// <summary>A line longer than may be held; it has been skipped.</summary>
    TooLong,

    End,

    /// <summary>The file cannot be read on; <see cref="LineReader.Failure"/> says why.</summary>
    Failed,
}
