namespace Feedline.Reliability;

/// <summary>What a checkpoint's burst of writes takes, and does to the reads beside it.</summary>
/// <param name="CreateSeconds">Until the last file is created, in seconds.</param>
/// <param name="GroupSeconds">How long a group of writers takes on average, in seconds.</param>
/// <param name="WriteSeconds">From the start until the last group's last byte is taken, in seconds: what a blocking checkpoint costs.</param>
/// <param name="DrainSeconds">From the start until everything is in the tier below a burst buffer; the write time without a buffer.</param>
/// <param name="PeakBytesPerSecond">Highest rate at which the writers write, in bytes per second.</param>
/// <param name="ReadSlowdown">How many times longer dataset reads take while a group writes, at least 1; +∞ if nothing bounds the writers.</param>
/// <param name="IsLimitedByWriters">True when the writers' links, not the tier, set the pace.</param>
public readonly record struct CheckpointBurstPrediction(
    double CreateSeconds,
    double GroupSeconds,
    double WriteSeconds,
    double DrainSeconds,
    double PeakBytesPerSecond,
    double ReadSlowdown,
    bool IsLimitedByWriters);
