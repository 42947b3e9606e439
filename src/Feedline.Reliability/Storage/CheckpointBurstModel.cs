namespace Feedline.Reliability;

/// <summary>N writers against a storage tier: how long a checkpoint's burst takes, who waits, and what bandwidth would do.</summary>
/// <remarks>
/// <para>A fluid model. One writer writes no faster than w = 1 / (1/n + t/s): its link n, and t for each operation of s bytes. A group of N/k writers offers
/// (N/k) w; the tier takes W, and with dataset reads of r beside it gives each as it asks, as a first-come queue does: writes get
/// W (N/k) w / ((N/k) w + r) when that is less than they ask, and reads take ((N/k) w + r) / W times as long. Files are created by one service at μ per
/// second, all asked for at once: the last waits for (N/k) F / μ, one on average for half of that and half a creation more.</para>
/// <para>A burst buffer takes the rate in, and gives d out, until it is full; from then on writers go at d. Sources: Liu and others, "On the role of
/// burst buffers in leadership-class storage systems", MSST 2012, for the shape; the formulas are fluid balances, held in tests against a simulation
/// of single operations, within 7 %. Pure functions, safe to call from many threads.</para>
/// <para>Writers of a group begin together. Where they begin within some seconds of each other a burst takes at most those longer; hardly longer at all where the
/// tier is the bound and full from early on. Reads are taken to wait for each other as writes do; reads that come whatever the tier does leave
/// writes W - r.</para>
/// </remarks>
public static class CheckpointBurstModel
{
    // Enough rounds for any backlog to settle: it moves by the same amount each time until it stays.
    private const int MostCycles = 100_000;

    /// <summary>Predicts one burst into an empty buffer.</summary>
    /// <param name="burst">The writers and the tier.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="burst"/> is null.</exception>
    /// <exception cref="ArgumentException"><see cref="CheckpointBurst.Groups"/> is more than there are writers.</exception>
    public static CheckpointBurstPrediction Predict(CheckpointBurst burst) => Predict(burst, 0);

    /// <summary>Predicts checkpoints that are written at an interval, by the same burst buffer.</summary>
    /// <param name="burst">The writers and the tier.</param>
    /// <param name="intervalSeconds">From the end of one write to the beginning of the next, in seconds; above 0.</param>
    /// <returns>The steady state. Without a buffer each checkpoint blocks for its write time.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="burst"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="intervalSeconds"/> is not positive and finite.</exception>
    /// <exception cref="ArgumentException"><see cref="CheckpointBurst.Groups"/> is more than there are writers.</exception>
    public static CheckpointCycle Cycle(CheckpointBurst burst, double intervalSeconds)
    {
        Require.Positive(intervalSeconds);
        double backlog = 0;
        CheckpointBurstPrediction prediction = Predict(burst, backlog);
        for (int cycle = 0; burst.BufferBytes > 0 && cycle < MostCycles; cycle++)
        {
            double atEnd = Math.Max(0, backlog + burst.CheckpointBytes - burst.DrainBytesPerSecond * prediction.WriteSeconds);
            double next = Math.Max(0, Math.Min(atEnd, burst.BufferBytes) - burst.DrainBytesPerSecond * intervalSeconds);
            if (Math.Abs(next - backlog) <= 1e-9 * burst.CheckpointBytes)
                break;
            backlog = next;
            prediction = Predict(burst, backlog);
        }

        double period = intervalSeconds + prediction.WriteSeconds;
        double drain = burst.BufferBytes > 0 ? burst.CheckpointBytes / (burst.DrainBytesPerSecond * period) : 0;
        return new CheckpointCycle(prediction.WriteSeconds, backlog, drain, prediction.WriteSeconds / period);
    }

    /// <summary>Bandwidth that writes a checkpoint in a given time: V / t, in bytes per second.</summary>
    /// <param name="checkpointBytes">V, in bytes; above 0.</param>
    /// <param name="seconds">t, in seconds; above 0.</param>
    /// <returns>The rate all writers need together, in bytes per second.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not positive and finite.</exception>
    public static double BandwidthFor(double checkpointBytes, double seconds) => Require.Positive(checkpointBytes) / Require.Positive(seconds);

    /// <summary>Bandwidth at which blocking checkpoints cost no more than a share of the time: V (1 - x) / (x interval), in bytes per second.</summary>
    /// <param name="checkpointBytes">V, in bytes; above 0.</param>
    /// <param name="intervalSeconds">From the end of one write to the beginning of the next, in seconds; above 0.</param>
    /// <param name="overhead">x, the share, in (0, 1), such as 0.01.</param>
    /// <returns>The rate all writers need together, in bytes per second.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double BandwidthForOverhead(double checkpointBytes, double intervalSeconds, double overhead) =>
        Require.Positive(checkpointBytes) * (1 - Require.Inside(overhead)) / (overhead * Require.Positive(intervalSeconds));

    /// <summary>Mean wait of a creation when many are asked for at once: (m + 1) / (2 μ), in seconds.</summary>
    /// <param name="creations">m, how many are asked for, at least 1.</param>
    /// <param name="creationsPerSecond">μ, per second; above 0.</param>
    /// <returns>Mean time until a creation is done, in seconds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double MeanCreateSeconds(int creations, double creationsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(creations, 1);
        return (creations + 1) / (2 * Require.Positive(creationsPerSecond));
    }

    private static CheckpointBurstPrediction Predict(CheckpointBurst burst, double backlog)
    {
        ArgumentNullException.ThrowIfNull(burst);
        if (burst.Groups > burst.Writers)
            throw new ArgumentException("There are no more groups than writers.", nameof(burst));

        // Groups differ by a writer at most; the larger ones make the peak.
        int small = burst.Writers / burst.Groups;
        int larger = burst.Writers % burst.Groups;
        int group = larger > 0 ? small + 1 : small;
        double perWriter = 1 / (1 / burst.WriterBytesPerSecond + burst.OperationSeconds / burst.OperationBytes);
        double peak = Rate(burst, group * perWriter);
        double secondsPerByte = ((burst.Groups - larger) * small / Rate(burst, small * perWriter) + larger * (small + 1) / Rate(burst, (small + 1) * perWriter))
            / burst.Writers;
        double rate = larger > 0 ? 1 / secondsPerByte : peak;
        double offered = group * perWriter;
        double asked = offered + burst.ReadBytesPerSecond;
        double slowdown = burst.ReadBytesPerSecond > 0 ? Math.Max(1, asked / burst.TierBytesPerSecond) : 1;

        double create = (double)group * burst.FilesPerWriter / burst.CreationsPerSecond;
        double data = Taken(burst, backlog, rate);
        double write = burst.Groups * create + data;
        double drain = burst.BufferBytes > 0
            ? Math.Max(write, burst.Groups * create + (backlog + burst.CheckpointBytes) / burst.DrainBytesPerSecond)
            : write;
        return new CheckpointBurstPrediction(create, write / burst.Groups, write, drain, peak, slowdown, offered <= burst.TierBytesPerSecond);
    }

    /// <summary>What the tier takes of what is offered, in proportion to what is asked of it in all.</summary>
    private static double Rate(CheckpointBurst burst, double offered)
    {
        double asked = offered + burst.ReadBytesPerSecond;
        return asked <= burst.TierBytesPerSecond ? offered
            : double.IsInfinity(offered) ? burst.TierBytesPerSecond
            : burst.TierBytesPerSecond * offered / asked;
    }

    /// <summary>How long the bytes take at this rate, the buffer holding some of the checkpoint before.</summary>
    private static double Taken(CheckpointBurst burst, double backlog, double rate)
    {
        if (burst.BufferBytes == 0 || rate <= burst.DrainBytesPerSecond)
            return burst.CheckpointBytes / rate;

        double untilFull = Math.Max(0, burst.BufferBytes - backlog) / (rate - burst.DrainBytesPerSecond);
        double byThen = rate * untilFull;
        return byThen >= burst.CheckpointBytes
            ? burst.CheckpointBytes / rate
            : untilFull + (burst.CheckpointBytes - byThen) / burst.DrainBytesPerSecond;
    }
}
