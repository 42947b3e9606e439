namespace Feedline.Reliability;

/// <summary>Incast: goodput of a many-to-one burst, which collapses when a sender loses so much that only its timeout tells it.</summary>
/// <remarks>
/// <para>A simulation of segments, because at the onset of a collapse chance decides which sender loses the end of its window and stalls for a timeout, and a
/// formula for senders that are alike is off by an order of magnitude there. N NewReno senders begin within
/// <see cref="IncastScenario.StartSpreadSeconds"/> of each other on connections that are warm and windows that are not; one switch port queues in order and
/// drops what does not fit; each segment is acknowledged, and acknowledgements are never lost. Rules as of RFC 5681 (slow start, congestion avoidance, fast
/// retransmit), RFC 3042 (limited transmit), RFC 6582 (NewReno), RFC 6298 (timeout, doubled in a row up to 64-fold), RFC 8257 (DCTCP).</para>
/// <para>Against ns-2 and a second simulation: benchmarks/results/incast.md. The phenomenon: Phanishayee and others, "Measurement and analysis of TCP throughput
/// collapse in cluster-based storage systems", FAST 2008; Vasudevan and others, "Safe and effective fine-grained TCP retransmissions for datacenter
/// communication", SIGCOMM 2009. Not in it: selective acknowledgements and tail-loss probes (which spare modern stacks some stalls), delayed
/// acknowledgements, buffers that ports share, several blocks on the windows of the one before. Some 100 ns a segment and block. Pure functions of scenario and
/// options, safe to call from many threads.</para>
/// </remarks>
public static class IncastModel
{
    // A block that loses more of its time than this to timeouts has collapsed for practical purposes.
    private const double TolerableTimeoutShare = 0.1;

    /// <summary>Simulates blocks.</summary>
    /// <param name="scenario">The senders, the link and the buffer.</param>
    /// <param name="options">How many blocks; the defaults when null. Paced and lossless incasts need none: N S / C + D.</param>
    /// <param name="cancellationToken">Ends it within milliseconds.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="scenario"/> is null.</exception>
    /// <exception cref="ArgumentException">A block has more than 100 million segments.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IncastPrediction Predict(IncastScenario scenario, IncastOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= new IncastOptions();
        double bytes = scenario.FanIn * scenario.RequestBytes;
        if (scenario.Control is IncastControl.Paced or IncastControl.Lossless)
        {
            double seconds = scenario.RoundTripSeconds + bytes / scenario.LinkBytesPerSecond;
            double paused = scenario.Control == IncastControl.Lossless ? Math.Max(0, bytes - Capacity(scenario)) / scenario.LinkBytesPerSecond : 0;
            return IncastPrediction.Always(scenario, seconds, paused, options.Confidence);
        }

        _ = IncastSegments.Each(scenario);
        var outcomes = new IncastOutcome[options.Replications];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxThreads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, outcomes.Length, parallel, () => new IncastBlock(scenario), (i, _, block) =>
            {
                outcomes[i] = block.Play(options.Seed, i, cancellationToken);
                return block;
            }, static _ => { });
        }
        catch (AggregateException cancelled) when (cancelled.InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            throw new OperationCanceledException(cancelled.Message, cancelled, cancellationToken);
        }

        return IncastPrediction.Of(scenario, outcomes, options.Confidence);
    }

    /// <summary>Largest fan-in whose whole burst fits the link and its buffer, so that nothing is ever dropped: ⌊(C D + B) / S⌋.</summary>
    /// <param name="scenario">The link, the buffer and the request; its fan-in does not matter.</param>
    /// <returns>The fan-in; 0 when even one request alone does not fit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="scenario"/> is null.</exception>
    public static int LossFreeFanIn(IncastScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return (int)Math.Min(int.MaxValue, Math.Floor(Capacity(scenario) / scenario.RequestBytes));
    }

    /// <summary>Fan-in before the collapse: the next one loses more than a tenth of its blocks' time to timeouts.</summary>
    /// <param name="scenario">The link, the buffer and the request; its fan-in does not matter.</param>
    /// <param name="greatest">Where to stop looking, at least 1; 1,024 by default.</param>
    /// <param name="options">How many blocks at each fan-in; the defaults when null.</param>
    /// <param name="cancellationToken">Ends it within milliseconds.</param>
    /// <returns>The fan-in, from 0 to <paramref name="greatest"/>.</returns>
    /// <remarks>
    /// Doubles the fan-in until one collapses, then halves the gap; where losses rise and fall between two doublings, one of the edges is found. Seconds where
    /// the buffer carries hundreds of senders.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="scenario"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="greatest"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A block has more than 100 million segments.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static int SafeFanIn(IncastScenario scenario, int greatest = 1_024, IncastOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentOutOfRangeException.ThrowIfLessThan(greatest, 1);
        int safe = 0;
        int next = 1;
        while (IsSafe(next))
        {
            safe = next;
            if (safe == greatest)
                return safe;
            next = (int)Math.Min(greatest, 2L * next);
        }

        while (next - safe > 1)
        {
            int middle = safe + (next - safe) / 2;
            if (IsSafe(middle))
                safe = middle;
            else
                next = middle;
        }

        return safe;

        bool IsSafe(int fanIn)
        {
            IncastPrediction prediction = Predict(scenario with { FanIn = fanIn }, options, cancellationToken);
            return prediction.TimeoutSeconds <= TolerableTimeoutShare * prediction.BlockSeconds.Value;
        }
    }

    /// <summary>Buffer that takes the whole burst, so that nothing is ever dropped: N S - C D, in bytes, at least 0.</summary>
    /// <param name="scenario">The senders and the link; its buffer does not matter.</param>
    /// <returns>The buffer, in bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="scenario"/> is null.</exception>
    public static double LossFreeBufferBytes(IncastScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return Math.Max(0, scenario.FanIn * scenario.RequestBytes - scenario.LinkBytesPerSecond * scenario.RoundTripSeconds);
    }

    private static double Capacity(IncastScenario scenario) => scenario.LinkBytesPerSecond * scenario.RoundTripSeconds + scenario.BufferBytes;
}
