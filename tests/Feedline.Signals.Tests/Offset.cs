namespace Feedline.Signals.Tests;

/// <summary>Copies of a series at every element offset of a vector, so that no kernel may rely on alignment.</summary>
internal static class Offset
{
    public static Span<T> Copy<T>(T[] series, int offset)
    {
        var padded = new T[series.Length + offset];
        series.CopyTo(padded, offset);
        return padded.AsSpan(offset);
    }
}
