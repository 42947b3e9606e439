namespace Feedline.MachineLearning;

/// <summary>The samples of a series that a view holds: by number, from one to before another. What is written later is not among them.</summary>
internal readonly record struct SeriesRange(int Index, SeriesKey Key, long From, long To)
{
    /// <summary>What the store keeps of a series now.</summary>
    public static SeriesRange Now(SignalStore store, int index)
    {
        long to = store.EndOf(index);
        return new SeriesRange(index, store.KeyAt(index), Math.Min(OldestOf(store, index, 0), to), to);
    }

    /// <summary>Whether the store still keeps all of it.</summary>
    public bool IsWhole(SignalStore store) => From == To || OldestOf(store, Index, From) == From;

    /// <summary>The number of the first sample kept from a number on.</summary>
    private static long OldestOf(SignalStore store, int index, long from)
    {
        long cursor = from, time = 0;
        double value = 0;
        int read = store.ReadFrom(index, ref cursor, new Span<long>(ref time), new Span<double>(ref value));
        return cursor - read;
    }
}
