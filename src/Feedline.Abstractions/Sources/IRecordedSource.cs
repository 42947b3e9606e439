namespace Feedline;

/// <summary>A recording that is replayed in the order of its times. Implemented by users.</summary>
public interface IRecordedSource : IDisposable
{
    /// <summary>Gives the time of the next sample.</summary>
    /// <param name="unixNanoseconds">The time of the earliest sample not yet written, in nanoseconds since 1970.</param>
    /// <returns>False at the end of the recording.</returns>
    bool TryPeek(out long unixNanoseconds);

    /// <summary>Writes all samples up to a time, that time included, in the order of their times.</summary>
    /// <param name="writer">Where the samples go; the same at each call.</param>
    /// <param name="unixNanoseconds">The time, in nanoseconds since 1970.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    void WriteUntil(ISignalWriter writer, long unixNanoseconds, CancellationToken cancellationToken);
}
