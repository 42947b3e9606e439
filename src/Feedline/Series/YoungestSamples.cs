using System.Runtime.CompilerServices;

namespace Feedline;

/// <summary>The youngest samples of all series by number, in pages that never move: a writer keeps its place for good.</summary>
/// <remarks>Pages are added by one thread at a time, and read by any.</remarks>
internal sealed class YoungestSamples
{
    private const int PageBits = 10;
    private const int PageLength = 1 << PageBits;

    private YoungestSample[][] _pages = [];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly YoungestSample Of(int series) => ref Volatile.Read(ref _pages)[series >> PageBits][series & (PageLength - 1)];

    /// <summary>The place of a series, which is the last or one further.</summary>
    public (YoungestSample[] Page, int Place) Take(int series)
    {
        YoungestSample[][] pages = _pages;
        if (series >> PageBits == pages.Length)
            Volatile.Write(ref _pages, pages = [.. pages, new YoungestSample[PageLength]]);

        return (pages[series >> PageBits], series & (PageLength - 1));
    }
}
