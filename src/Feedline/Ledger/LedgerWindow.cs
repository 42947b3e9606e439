namespace Feedline;

/// <summary>Where the GPU time of a job went in one window of time.</summary>
/// <remarks>Windows are minutes of the clock, the first and the last cut to the job's own time; each closes exactly, as the whole does.</remarks>
public sealed record LedgerWindow
{
    /// <summary>Where it begins, in nanoseconds since 1970.</summary>
    public required long StartUnixNanoseconds { get; init; }

    /// <summary>Where it ends, in nanoseconds since 1970; not part of it.</summary>
    public required long EndUnixNanoseconds { get; init; }

    /// <summary>Where the time went.</summary>
    public required GpuTimeLedger Ledger { get; init; }
}
