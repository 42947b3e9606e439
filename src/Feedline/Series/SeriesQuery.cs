namespace Feedline;

/// <summary>The identity of a series as a caller gives it: looked up without making a key.</summary>
internal readonly ref struct SeriesQuery(string signal, ReadOnlySpan<Dimension> dimensions)
{
    public string Signal { get; } = signal;

    public ReadOnlySpan<Dimension> Dimensions { get; } = dimensions;
}
