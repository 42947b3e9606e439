namespace Feedline;

/// <content>State across a restart.</content>
public sealed partial class SeriesDetector
{
    /// <summary>All that was learned, to be restored in another process. A restored detector goes on to the bit as this one does.</summary>
    /// <returns>About 120 KB; the same on every machine, with a version and a checksum.</returns>
    public byte[] Save()
    {
        var state = new StateWriter(StateWriter.OfSeries);
        state.Write(_seen);
        state.Write(_short);
        _clock.Write(state);
        _baseline.Write(state);
        _step.Write(state);
        _season.Write(state);
        _gate.Write(state);
        _bursts.Write(state);
        _shift.Write(state);
        _shapes.Write(state);
        _contexts.Write(state);
        _tails.Write(state, Learned);
        return state.ToArray();
    }

    /// <summary>A detector that goes on where another was saved.</summary>
    /// <param name="state">What <see cref="Save"/> gave.</param>
    /// <exception cref="FormatException">The bytes are cut short, damaged, of another version or of something else.</exception>
    public static SeriesDetector Restore(ReadOnlySpan<byte> state)
    {
        var reader = new StateReader(state, StateWriter.OfSeries);
        var detector = new SeriesDetector
        {
            _seen = reader.ReadLong(),
            _short = reader.ReadDouble(),
        };
        reader.Require(detector._seen >= 0);
        detector._logGrowth = LogGrowthAt(detector._seen - 1 - (detector._seen - 1) % GrowsEvery);
        detector._clock.Read(reader);
        detector._baseline.Read(reader);
        detector._step.Read(reader);
        detector._season.Read(reader);
        detector._gate.Read(reader);
        detector._bursts.Read(reader);
        detector._shift.Read(reader);
        detector._shapes.Read(reader);
        detector._contexts.Read(reader);
        detector._tails.Read(reader, detector.Learned);
        reader.End();
        return detector;
    }
}
