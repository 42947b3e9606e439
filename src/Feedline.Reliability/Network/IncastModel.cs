namespace Feedline.Reliability;

/// <summary>Incast: goodput of a many-to-one burst, which collapses when a sender loses so much that only its timeout tells it.</summary>
/// <remarks>
/// <para>goodput = N S / (L + R r): L without timeouts, R timeouts of r waited for (the form of Chen, Griffith, Liu, Katz and Joseph, "Understanding TCP incast
/// throughput collapse in datacenter networks", WREN 2009; they measured R, here it follows from the buffer). Senders grow their windows together, as in
/// Zhang, Ren and Lin, "Modeling and understanding TCP incast", INFOCOM 2011: in a round trip N windows of W segments are under way, the link and
/// its buffer hold P = C D + B bytes, and what is more is dropped, a share q = 1 - P / (N W).</para>
/// <para>A sender whose first drop in a window is followed by fewer than three arrivals gets no three duplicate acknowledgements, and stalls for r:
/// τ = Σ (1 - q)^(f-1) q P(Bin(W - f, 1 - q) &lt; 3) over places f of the first drop: whole windows lost, and ends of windows. The others halve
/// their windows and go on. Those that stalled begin again together after r with a window of 1, while the link is idle as soon as the others are done;
/// they may overrun it again; a segment resent in vain doubles r.</para>
/// <para>So P, not N, sets the collapse: it begins where a sender's share of P is down to a few segments, at twice the fan-in for twice the buffer, and an r
/// near the round trip all but undoes it, as Phanishayee and others found (FAST 2008; Vasudevan and others, SIGCOMM 2009). An
/// estimate of the mean: against a simulation of packets block times are within a factor of 2.5 from 32 senders on; the onset, at 2 to 16, is off by more. Not in it: marks of congestion (DCTCP), selective
/// acknowledgements, buffers that ports share. O(round trips); milliseconds at worst. Pure functions, safe to call from many threads.</para>
/// </remarks>
public static class IncastModel
{
    // A block that loses more of its time than this to timeouts has collapsed for practical purposes.
    private const double TolerableTimeoutShare = 0.1;

    /// <summary>Predicts one block.</summary>
    /// <param name="scenario">The senders, the link and the buffer.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="scenario"/> is null.</exception>
    public static IncastPrediction Predict(IncastScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        double bytes = scenario.FanIn * scenario.RequestBytes;
        if (scenario.Control != IncastControl.None)
        {
            double seconds = scenario.RoundTripSeconds + bytes / scenario.LinkBytesPerSecond;
            double paused = scenario.Control == IncastControl.Lossless ? Math.Max(0, bytes - Capacity(scenario)) / scenario.LinkBytesPerSecond : 0;
            return new IncastPrediction(seconds, bytes / seconds, bytes / seconds / scenario.LinkBytesPerSecond, 0, 0, paused);
        }

        IncastWave wave = new IncastRounds(scenario).Expect(
            scenario.FanIn, Math.Ceiling(scenario.RequestBytes / scenario.SegmentBytes), scenario.InitialWindowSegments, double.PositiveInfinity);
        double least = bytes / scenario.LinkBytesPerSecond + scenario.RoundTripSeconds;
        double block = Math.Max(least, wave.Seconds);
        return new IncastPrediction(block, bytes / block, bytes / block / scenario.LinkBytesPerSecond, wave.Timeouts, Math.Min(block, wave.IdleSeconds), 0);
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

    /// <summary>Largest fan-in up to which no more than a tenth of a block's time is lost to timeouts.</summary>
    /// <param name="scenario">The link, the buffer and the request; its fan-in does not matter.</param>
    /// <param name="greatest">Where to stop looking, at least 1; 1,024 by default.</param>
    /// <returns>The fan-in, from 0 to <paramref name="greatest"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="scenario"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="greatest"/> is less than 1.</exception>
    public static int SafeFanIn(IncastScenario scenario, int greatest = 1_024)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentOutOfRangeException.ThrowIfLessThan(greatest, 1);
        for (int fanIn = 1; fanIn <= greatest; fanIn++)
        {
            IncastPrediction prediction = Predict(scenario with { FanIn = fanIn });
            if (prediction.TimeoutSeconds > TolerableTimeoutShare * prediction.BlockSeconds)
                return fanIn - 1;
        }

        return greatest;
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
