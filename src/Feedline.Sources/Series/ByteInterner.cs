using System.Numerics;

namespace Feedline.Sources;

/// <summary>Gives equal byte strings the same small number, counted from 0.</summary>
internal sealed class ByteInterner
{
    private readonly List<Entry> _entries = [];
    private byte[] _bytes = new byte[4096];
    private int[] _slots = new int[64]; // index of the entry plus one; linear probing, at most half full

    public int Count => _entries.Count;

    /// <summary>Bytes held by all strings.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> this[int id] => _bytes.AsSpan(_entries[id].Start, _entries[id].Length);

    /// <summary>Finds a string.</summary>
    /// <returns>Its number; -1 for one that is not known.</returns>
    public int Find(ReadOnlySpan<byte> text) => _slots[FindSlot(LineHash.Of(text), text)] - 1;

    /// <summary>Finds or adds a string.</summary>
    /// <returns>Its number; a new one is the <see cref="Count"/> from before.</returns>
    public int Intern(ReadOnlySpan<byte> text)
    {
        ulong hash = LineHash.Of(text);
        int slot = FindSlot(hash, text);
        if (_slots[slot] != 0)
        {
            return _slots[slot] - 1;
        }

        if (_bytes.Length - Length < text.Length)
        {
            Array.Resize(ref _bytes, (int)BitOperations.RoundUpToPowerOf2((uint)(Length + text.Length)));
        }

        text.CopyTo(_bytes.AsSpan(Length));
        _entries.Add(new Entry(hash, Length, text.Length));
        Length += text.Length;
        _slots[slot] = _entries.Count;
        if (_entries.Count * 2 > _slots.Length)
        {
            Grow();
        }

        return _entries.Count - 1;
    }

    public void Clear()
    {
        _entries.Clear();
        _slots.AsSpan().Clear();
        Length = 0;
    }

    private int FindSlot(ulong hash, ReadOnlySpan<byte> text)
    {
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        while (_slots[slot] != 0)
        {
            Entry entry = _entries[_slots[slot] - 1];
            if (entry.Hash == hash && entry.Length == text.Length && text.SequenceEqual(_bytes.AsSpan(entry.Start, entry.Length)))
            {
                break;
            }

            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        int mask = _slots.Length - 1;
        for (int i = 0; i < _entries.Count; i++)
        {
            int slot = (int)_entries[i].Hash & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = i + 1;
        }
    }

    private readonly record struct Entry(ulong Hash, int Start, int Length);
}
