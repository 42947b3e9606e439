namespace Feedline;

/// <content>State across a restart.</content>
public sealed partial class PeerDetector
{
    private const int MostPeers = 1 << 24;

    /// <summary>All that was learned, to be restored in another process. A restored detector goes on to the bit as this one does.</summary>
    /// <returns>About 2 KB and 4 bytes a peer; the same on every machine, with a version and a checksum.</returns>
    public byte[] Save()
    {
        var state = new StateWriter(StateWriter.OfPeers);
        state.Write(Peers);
        state.Write(_seen);
        foreach (bool wasRare in _wasRare)
            state.Write(wasRare ? 1 : 0);
        _tail.Write(state);
        return state.ToArray();
    }

    /// <summary>A detector that goes on where another was saved, for as many peers.</summary>
    /// <param name="state">What <see cref="Save"/> gave.</param>
    /// <exception cref="FormatException">The bytes are cut short, damaged, of another version or of something else.</exception>
    public static PeerDetector Restore(ReadOnlySpan<byte> state)
    {
        var reader = new StateReader(state, StateWriter.OfPeers);
        int peers = reader.ReadInt(1, MostPeers);
        reader.Require(peers <= state.Length / sizeof(int));
        var detector = new PeerDetector(peers) { _seen = reader.ReadLong() };
        reader.Require(detector._seen >= 0);
        foreach (ref bool wasRare in detector._wasRare.AsSpan())
            wasRare = reader.ReadInt(0, 1) == 1;
        detector._tail.Read(reader);
        reader.End();
        return detector;
    }
}
