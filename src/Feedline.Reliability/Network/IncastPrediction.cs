namespace Feedline.Reliability;

/// <summary>What the blocks of an incast take, over the simulated ones.</summary>
/// <remarks>
/// At the onset of a collapse most blocks take milliseconds and some a timeout: read <see cref="BlocksWithTimeout"/> and the quantiles beside the mean.
/// Immutable, so any thread may read it.
/// </remarks>
public sealed class IncastPrediction
{
    private readonly double[] _ascendingSeconds;

    private IncastPrediction(double[] ascendingSeconds) => _ascendingSeconds = ascendingSeconds;

    /// <summary>Time until the last sender's last byte is acknowledged, in seconds: mean over blocks, with Student's t interval.</summary>
    /// <remarks>The interval knows only what the blocks showed: a stall that none of them had is in no interval but that of <see cref="BlocksWithTimeout"/>.</remarks>
    public required Estimate BlockSeconds { get; init; }

    /// <summary>Bytes of a block over the mean time of a block, in bytes per second; its interval is that of the time.</summary>
    public required Estimate GoodputBytesPerSecond { get; init; }

    /// <summary>Goodput over the rate of the link, in (0, 1].</summary>
    public required double Utilisation { get; init; }

    /// <summary>Share of blocks in which some sender ran into a timeout, with Wilson's interval.</summary>
    public required Estimate BlocksWithTimeout { get; init; }

    /// <summary>Timeouts of all senders, mean of a block.</summary>
    public required double Timeouts { get; init; }

    /// <summary>Time for which the link was idle until a timeout ended it, mean of a block, in seconds.</summary>
    public required double TimeoutSeconds { get; init; }

    /// <summary>Segments dropped, mean of a block.</summary>
    public required double DroppedSegments { get; init; }

    /// <summary>How long a lossless fabric pauses the senders, and whatever shares their links, in seconds; else 0.</summary>
    public required double PausedSeconds { get; init; }

    /// <summary>Blocks simulated; 0 where a formula says all, and each block takes the same.</summary>
    public required int Blocks { get; init; }

    /// <summary>Median time of a block, in seconds.</summary>
    public double MedianSeconds => BlockQuantile(0.5);

    /// <summary>The time that a share of the blocks stays within.</summary>
    /// <param name="probability">The share, 0 to 1, such as 0.99; of a hundred blocks that is about the longest.</param>
    /// <returns>The time, in seconds, between two blocks by interpolation.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is out of range.</exception>
    public double BlockQuantile(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The value must be from 0 to 1.");

        double place = probability * (_ascendingSeconds.Length - 1);
        int low = (int)place;
        int high = Math.Min(low + 1, _ascendingSeconds.Length - 1);
        return _ascendingSeconds[low] + (place - low) * (_ascendingSeconds[high] - _ascendingSeconds[low]);
    }

    /// <summary>A block that always takes the same and drops nothing.</summary>
    internal static IncastPrediction Always(IncastScenario scenario, double seconds, double paused, double confidence)
    {
        double goodput = scenario.FanIn * scenario.RequestBytes / seconds;
        return new IncastPrediction([seconds])
        {
            BlockSeconds = new Estimate(seconds, seconds, seconds, confidence),
            GoodputBytesPerSecond = new Estimate(goodput, goodput, goodput, confidence),
            Utilisation = goodput / scenario.LinkBytesPerSecond,
            BlocksWithTimeout = new Estimate(0, 0, 0, confidence),
            Timeouts = 0,
            TimeoutSeconds = 0,
            DroppedSegments = 0,
            PausedSeconds = paused,
            Blocks = 0,
        };
    }

    internal static IncastPrediction Of(IncastScenario scenario, IncastOutcome[] outcomes, double confidence)
    {
        double[] seconds = [.. outcomes.Select(outcome => outcome.Seconds)];
        Array.Sort(seconds);
        double mean = seconds.Average();
        double variance = seconds.Sum(value => (value - mean) * (value - mean)) / (seconds.Length - 1);
        double half = StudentT.TwoSided(confidence, seconds.Length - 1) * Math.Sqrt(variance / seconds.Length);

        // The link alone takes this long, whatever else happens.
        double bytes = scenario.FanIn * scenario.RequestBytes;
        double least = Math.Min(mean, bytes / scenario.LinkBytesPerSecond);
        var block = new Estimate(mean, Math.Max(least, mean - half), mean + half, confidence);
        return new IncastPrediction(seconds)
        {
            BlockSeconds = block,
            GoodputBytesPerSecond = new Estimate(bytes / block.Value, bytes / block.Upper, bytes / block.Lower, confidence),
            Utilisation = Math.Min(1, bytes / mean / scenario.LinkBytesPerSecond),
            BlocksWithTimeout = Wilson(outcomes.Count(outcome => outcome.Timeouts > 0), outcomes.Length, confidence),
            Timeouts = outcomes.Average(outcome => (double)outcome.Timeouts),
            TimeoutSeconds = Math.Min(mean, outcomes.Average(outcome => outcome.IdleSeconds)),
            DroppedSegments = outcomes.Average(outcome => (double)outcome.Drops),
            PausedSeconds = 0,
            Blocks = outcomes.Length,
        };
    }

    /// <summary>Wilson's interval of a share: sensible at 0 and 1 too, where many blocks say nothing else.</summary>
    private static Estimate Wilson(int count, int of, double confidence)
    {
        double z = NormalDistribution.Quantile(0.5 + confidence / 2);
        double share = (double)count / of;
        double middle = (share + z * z / (2 * of)) / (1 + z * z / of);
        double half = z / (1 + z * z / of) * Math.Sqrt(share * (1 - share) / of + z * z / (4.0 * of * of));
        return new Estimate(share, count == 0 ? 0 : Math.Max(0, middle - half), count == of ? 1 : Math.Min(1, middle + half), confidence);
    }
}
