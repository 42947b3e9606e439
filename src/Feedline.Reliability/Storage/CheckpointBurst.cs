namespace Feedline.Reliability;

/// <summary>Many writers save a checkpoint to one storage tier at once.</summary>
/// <remarks>
/// Bytes and seconds throughout; 1 GB is 1e9 bytes. Immutable. Each property throws an <see cref="ArgumentOutOfRangeException"/> that names it when
/// set out of its range.
/// </remarks>
public sealed record CheckpointBurst
{
    /// <summary>N, how many processes write, at least 1.</summary>
    public required int Writers
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Writers), value, "There is at least one writer.");
    }

    /// <summary>V, the whole checkpoint, in bytes; above 0. Each writer has V / N.</summary>
    public required double CheckpointBytes { get; init => field = Require.Positive(value, nameof(CheckpointBytes)); }

    /// <summary>W, what the tier that is written to takes from all writers together, in bytes per second; above 0.</summary>
    public required double TierBytesPerSecond { get; init => field = Require.Positive(value, nameof(TierBytesPerSecond)); }

    /// <summary>n, what one writer's link takes, in bytes per second; above 0. No bound by default.</summary>
    public double WriterBytesPerSecond { get; init => field = PositiveOrUnbounded(value, nameof(WriterBytesPerSecond)); } = double.PositiveInfinity;

    /// <summary>Time each write operation takes besides its bytes, in seconds; at least 0, 0 by default.</summary>
    public double OperationSeconds { get; init => field = Require.NotNegative(value, nameof(OperationSeconds)); }

    /// <summary>Size of a write operation, in bytes; above 0, 1 MiB by default. Writers wait for one before the next.</summary>
    public double OperationBytes { get; init => field = Require.Positive(value, nameof(OperationBytes)); } = 1 << 20;

    /// <summary>F, files each writer creates, at least 0; 1 by default.</summary>
    public int FilesPerWriter
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(FilesPerWriter), value, "Files are counted from 0.");
    } = 1;

    /// <summary>μ, creations the metadata service does, per second; above 0. No bound by default.</summary>
    public double CreationsPerSecond { get; init => field = PositiveOrUnbounded(value, nameof(CreationsPerSecond)); } = double.PositiveInfinity;

    /// <summary>B, room of a burst buffer in front of the tier below, in bytes; 0, the default, for a tier that is written to directly.</summary>
    public double BufferBytes { get; init => field = Require.NotNegative(value, nameof(BufferBytes)); }

    /// <summary>d, rate at which the burst buffer drains to the tier below, in bytes per second; above 0. Only used with a buffer.</summary>
    public double DrainBytesPerSecond { get; init => field = PositiveOrUnbounded(value, nameof(DrainBytesPerSecond)); } = double.PositiveInfinity;

    /// <summary>k, groups of writers that write one after another, from 1, the default, to the number of writers.</summary>
    public int Groups
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Groups), value, "There is at least one group.");
    } = 1;

    /// <summary>What dataset reads ask of the same tier meanwhile, in bytes per second; at least 0, 0 by default.</summary>
    public double ReadBytesPerSecond { get; init => field = Require.NotNegative(value, nameof(ReadBytesPerSecond)); }

    private static double PositiveOrUnbounded(double value, string parameter) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(parameter, value, "The value must be above 0; infinite for no bound.");
}
