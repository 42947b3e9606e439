namespace Feedline;

/// <summary>Where samples go. Any thread may call it; it never blocks for long and never throws for what a sample holds.</summary>
/// <remarks>
/// What cannot be kept is dropped and counted by reason; see <see cref="SampleOutcome"/>.
/// </remarks>
public interface ISignalWriter
{
    /// <summary>Finds a series, or makes it.</summary>
    /// <param name="signal">The signal. The first descriptor seen for a name decides its kind and unit.</param>
    /// <param name="dimensions">The dimensions, in any order, each key once.</param>
    /// <returns>The series' handle; one of no series (index -1) when the store is full.</returns>
    SeriesHandle GetOrAddSeries(SignalDescriptor signal, ReadOnlySpan<Dimension> dimensions);

    /// <summary>Writes a sample at the present time of the store's clock.</summary>
    /// <param name="series">The series.</param>
    /// <param name="value">The value, in the signal's unit.</param>
    /// <returns>What became of it.</returns>
    SampleOutcome Write(SeriesHandle series, double value);

    /// <summary>Writes a sample at a given time.</summary>
    /// <param name="series">The series.</param>
    /// <param name="unixNanoseconds">The time in nanoseconds since 1970 (UTC).</param>
    /// <param name="value">The value, in the signal's unit.</param>
    /// <returns>What became of it.</returns>
    SampleOutcome Write(SeriesHandle series, long unixNanoseconds, double value);
}
