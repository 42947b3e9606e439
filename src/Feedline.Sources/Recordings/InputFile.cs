namespace Feedline.Sources;

/// <summary>What was read of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Bytes of text read so far; of a gzip file after inflating.</param>
/// <param name="Lines">Lines read so far, empty ones too.</param>
/// <param name="Points">Data points read so far, those included that were dropped afterwards.</param>
/// <param name="Skipped">Why the file was not read at all, or null.</param>
public sealed record InputFile(string Path, long Bytes, long Lines, long Points, string? Skipped);
