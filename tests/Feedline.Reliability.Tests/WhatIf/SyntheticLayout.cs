namespace Feedline.Reliability.Tests.WhatIf;

/// <summary>How a synthetic job is spread over workers.</summary>
internal sealed record SyntheticLayout(int Ranks, int Stages, int Chunks, int MicroBatches, int Steps)
{
    public bool Overlaps { get; init; }

    /// <summary>Notes a send and a receive for each pass, as recorders of interleaved schedules do, also where nothing is exchanged.</summary>
    public bool NotesEmptyExchanges { get; init; }

    /// <summary>How many micro-batches fewer the last data-parallel rank has.</summary>
    public int FewerOnLastRank { get; init; }

    /// <summary>Types that the recorder knows nothing of.</summary>
    public string[] Without { get; init; } = [];

    public double TailSeconds { get; init; } = 0.01;

    public double LinkSeconds { get; init; } = 0.001;
}
