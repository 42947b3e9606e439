namespace Feedline;

/// <summary>The series of one signal name, and the descriptor that came first for it.</summary>
internal sealed class SignalGroup(SignalDescriptor signal)
{
    private SeriesKey[] _keys = [];
    private int _count;

    public SignalDescriptor Signal { get; } = signal;

    /// <summary>A snapshot: slots below the count never change, and the array grows by replacement.</summary>
    public ReadOnlySpan<SeriesKey> Keys
    {
        get
        {
            // The count first: the array read after it has at least as many keys.
            int count = Volatile.Read(ref _count);
            return Volatile.Read(ref _keys).AsSpan(0, count);
        }
    }

    /// <summary>Adds a key. The caller holds the index's lock.</summary>
    public void Add(SeriesKey key)
    {
        SeriesKey[] keys = _keys;
        if (_count == keys.Length)
        {
            Array.Resize(ref keys, Math.Max(4, keys.Length * 2));
            Volatile.Write(ref _keys, keys);
        }

        keys[_count] = key;
        Volatile.Write(ref _count, _count + 1);
    }
}
