namespace Feedline.Tool.WhatIf;

/// <summary>Tells a Parquet file from a recording.</summary>
internal static class ParquetSignature
{
    /// <summary>Whether a path is a file that is, or by its name should be, a Parquet file.</summary>
    public static bool IsOn(string path)
    {
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
            return true;

        if (!File.Exists(path))
            return false;

        Span<byte> start = stackalloc byte[4];
        using FileStream file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PAR1"u8);
    }
}
