namespace Feedline.Reliability;

/// <summary>How large checkpoints are, how long they take, and how fast storage has to be for them.</summary>
/// <remarks>Bytes and bytes per second are plain, not binary, multiples. All methods are pure: any thread may call them.</remarks>
public static class CheckpointStorage
{
    /// <summary>Bytes per parameter of a run in bfloat16 under Adam: 2 for the weights, 4 for their master copy, 8 for two moments.</summary>
    public const double AdamBytesPerParameter = 14;

    /// <summary>Size of a checkpoint: parameters × bytes per parameter.</summary>
    /// <param name="parameters">Parameters of the model, above 0.</param>
    /// <param name="bytesPerParameter">
    /// Bytes of each, above 0; <see cref="AdamBytesPerParameter"/> by default. MLPerf Storage's checkpoints have 13.0 to 13.1 for 8 to 405
    /// billion parameters, and 18 for a trillion.
    /// </param>
    /// <returns>Bytes, over all writers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite or not above 0.</exception>
    public static double Bytes(double parameters, double bytesPerParameter = AdamBytesPerParameter) =>
        Require.Positive(parameters) * Require.Positive(bytesPerParameter);

    /// <summary>Time of a save: the longer of what storage takes for all bytes, and what a writer takes for its share.</summary>
    /// <param name="bytes">Bytes of the checkpoint, above 0.</param>
    /// <param name="storageBytesPerSecond">Bandwidth of the storage, over all writers, above 0.</param>
    /// <param name="writers">Ranks or nodes that write, each an equal share, at least 1.</param>
    /// <param name="writerBytesPerSecond">Bandwidth of each, above 0; no limit by default.</param>
    /// <returns>Seconds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double SaveSeconds(double bytes, double storageBytesPerSecond, int writers = 1, double writerBytesPerSecond = double.PositiveInfinity)
    {
        Require.Positive(bytes);
        Require.Positive(storageBytesPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(writers, 1);
        if (!double.IsPositiveInfinity(writerBytesPerSecond))
            Require.Positive(writerBytesPerSecond);
        return Math.Max(bytes / storageBytesPerSecond, bytes / writers / writerBytesPerSecond);
    }

    /// <summary>Bandwidth for saves that stop the job for at most a share of its time: bytes × (1 − share) / (share × interval).</summary>
    /// <param name="bytes">Bytes of the checkpoint, above 0.</param>
    /// <param name="intervalSeconds">Computing between saves, above 0.</param>
    /// <param name="blockingShare">The share, above 0 and below 1.</param>
    /// <returns>Bytes per second, over all writers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double BandwidthForShare(double bytes, double intervalSeconds, double blockingShare) =>
        Require.Positive(bytes) * (1 - Require.Inside(blockingShare)) / (blockingShare * Require.Positive(intervalSeconds));

    /// <summary>Least bandwidth for asynchronous saves: each must be written before the next begins, bytes / period.</summary>
    /// <param name="bytes">Bytes of the checkpoint, above 0.</param>
    /// <param name="periodSeconds">From one save to the next, above 0.</param>
    /// <returns>Bytes per second, over all writers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite or not above 0.</exception>
    public static double BandwidthToKeepUp(double bytes, double periodSeconds) => Require.Positive(bytes) / Require.Positive(periodSeconds);

    /// <summary>Bandwidth with which blocking saves, at their best interval, leave a job the ETTR that is wanted.</summary>
    /// <param name="bytes">Bytes of the checkpoint, above 0.</param>
    /// <param name="targetEttr">The ETTR, above 0 and below 1.</param>
    /// <param name="mttfSeconds">Mean time to failure of the job, above 0.</param>
    /// <param name="downSeconds">From a failure to computing again, at least 0.</param>
    /// <returns>Bytes per second, over all writers; +∞ when no storage is fast enough: the down time alone costs too much.</returns>
    /// <remarks>
    /// With the exact optimum τ for the save time δ the ETTR is e^(−R/M) (1 − τ/M), as failures also strike while the job is down. That is
    /// solved for τ, and then δ = −M ln(1 − τ/M) − τ. O(1).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double BandwidthForEttr(double bytes, double targetEttr, double mttfSeconds, double downSeconds)
    {
        Require.Positive(bytes);
        Require.Inside(targetEttr);
        double left = targetEttr * Math.Exp(Require.NotNegative(downSeconds) / Require.Positive(mttfSeconds));
        return left >= 1 ? double.PositiveInfinity : bytes / (mttfSeconds * (left - 1 - Math.Log(left)));
    }
}
