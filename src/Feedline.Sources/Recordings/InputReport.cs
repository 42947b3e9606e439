using System.Collections.Immutable;

namespace Feedline.Sources;

/// <summary>What was read of a recording so far, and what was not and why. Immutable.</summary>
public sealed record InputReport
{
    /// <summary>Data points read, those included that were dropped afterwards.</summary>
    public required long Points { get; init; }

    /// <summary>Different series that samples were read for.</summary>
    public required int Series { get; init; }

    /// <summary>What was dropped, one entry per reason; empty when all was read.</summary>
    public required ImmutableArray<DroppedInput> Dropped { get; init; }

    /// <summary>The files in the order they were found, also those that were skipped.</summary>
    public required ImmutableArray<InputFile> Files { get; init; }
}
