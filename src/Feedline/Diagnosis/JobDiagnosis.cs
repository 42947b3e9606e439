using System.Collections.Immutable;

namespace Feedline;

/// <summary>What is known about a job: its causes of loss, and where its GPU time went.</summary>
public sealed record JobDiagnosis
{
    /// <summary>The job's id; empty for telemetry without one.</summary>
    public required string Job { get; init; }

    /// <summary>How many ranks were seen; 0 for inference, which has none, and whose ledger is empty.</summary>
    public required int WorldSize { get; init; }

    /// <summary>The time of the job's first sample, in nanoseconds since 1970.</summary>
    public required long StartUnixNanoseconds { get; init; }

    /// <summary>The time of the job's last sample, in nanoseconds since 1970.</summary>
    public required long EndUnixNanoseconds { get; init; }

    /// <summary>The causes, in the order they began.</summary>
    public required ImmutableArray<Diagnosis> Diagnoses { get; init; }

    /// <summary>Where the job's GPU time went.</summary>
    public required GpuTimeLedger Ledger { get; init; }

    /// <summary>The same for each minute of the clock, in order: at most the last day.</summary>
    public ImmutableArray<LedgerWindow> Windows { get; init; } = [];
}
