using System.Collections.Immutable;

namespace Feedline.Tests.Replay;

/// <summary>One fault of a synthetic run, in seconds of the run.</summary>
internal sealed record SyntheticFault(FaultKind Kind, double From, double To, double Intensity = 1)
{
    public ImmutableArray<int> Ranks { get; init; } = [];

    public string Mode => Kind switch
    {
        FaultKind.CheckpointStall => "checkpoint-stall",
        FaultKind.DatasetSlow or FaultKind.DecodeSlow or FaultKind.CacheLost => "dataset-starvation",
        FaultKind.MetadataSlow => "metadata-stall",
        FaultKind.Straggler => "compute-straggler",
        FaultKind.Jitter => "network-jitter",
        FaultKind.Incast => "incast",
        FaultKind.Corruption => "gradient-corruption",
        FaultKind.Crash or FaultKind.LeaveForGood => "worker-loss",
        _ => "hang",
    };

    public bool IsOn(double time) => time >= From && time < To;

    public bool Hits(int rank) => Ranks.IsEmpty || Ranks.Contains(rank);

    public override string ToString() => $"{Mode} {From:0.#}-{To:0.#} x{Intensity} [{string.Join(' ', Ranks)}]";
}
