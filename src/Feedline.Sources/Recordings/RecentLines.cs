namespace Feedline.Sources;

/// <summary>Knows the last lines of a file again: an exporter that gets no answer sends its line once more.</summary>
internal sealed class RecentLines
{
    private const int Capacity = 64;

    private readonly ulong[] _hashes = new ulong[Capacity];
    private int _next;

    public bool Contains(ulong hash) => _hashes.AsSpan().Contains(hash);

    public void Add(ulong hash)
    {
        _hashes[_next] = hash;
        _next = (_next + 1) % Capacity;
    }
}
