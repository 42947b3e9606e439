using System.Runtime.CompilerServices;

namespace Feedline;

/// <summary>The youngest samples of all series by number, in pages that never move: a writer keeps its place for good.</summary>
/// <remarks>Pages are added by one thread at a time, and read by any.</remarks>
internal sealed class YoungestSamples
{
    private const int PageBits = 8;
    private const int PageLength = 1 << PageBits;

    private YoungestSample[][] _pages = new YoungestSample[4][];

    /// <summary>The youngest sample of a series whose place was taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly YoungestSample Of(int series) => ref Volatile.Read(ref _pages)[series >> PageBits][series & (PageLength - 1)];

    /// <summary>The place of a series, which is the last or one further.</summary>
    public (YoungestSample[] Page, int Place) Take(int series)
    {
        int page = series >> PageBits;
        if (page == _pages.Length)
        {
            YoungestSample[][] grown = _pages;
            Array.Resize(ref grown, 2 * page);
            Volatile.Write(ref _pages, grown);
        }

        if (_pages[page] is null)
            Volatile.Write(ref _pages[page], new YoungestSample[PageLength]);

        return (_pages[page], series & (PageLength - 1));
    }
}
