namespace Feedline.Reliability;

/// <summary>The round trips of an incast, senders being alike but for those that stall.</summary>
internal sealed class IncastRounds(IncastScenario scenario)
{
    private const int DuplicatesNeeded = 3;
    private const int MostBackoffs = 6;
    private const int MostWaves = 50;

    // Segments that follow a window meet the queue that dropped from it. One in so many is counted, which puts the onset of the collapse where a simulation of
    // packets has it.
    private const int ShareFollowing = 8;

    // What happens less often than this is left out.
    private const double Negligible = 1e-3;
    private readonly double _segmentSeconds = scenario.SegmentBytes / scenario.LinkBytesPerSecond;
    private readonly double _capacity = Math.Max(1, (scenario.LinkBytesPerSecond * scenario.RoundTripSeconds + scenario.BufferBytes) / scenario.SegmentBytes);

    /// <summary>Expects the time of senders that have so many segments each to send.</summary>
    /// <param name="senders">How many, at least 1, not always whole.</param>
    /// <param name="segments">What each has left.</param>
    /// <param name="window">Window they begin with.</param>
    /// <param name="threshold">Window from which on it grows by one a round trip and no more twofold.</param>
    /// <param name="backoff">How many times their timeout has doubled; below 0 when none came before.</param>
    /// <param name="weight">How likely it is that they get here.</param>
    /// <param name="wave">How many timeouts came before.</param>
    public IncastWave Expect(double senders, double segments, double window, double threshold, int backoff = -1, double weight = 1, int wave = 0)
    {
        // Where each wave brings home but a few segments, there are as many more waves as the rest needs.
        if (wave >= MostWaves)
        {
            double waves = senders * segments / _capacity;
            double waited = waves * scenario.MinimumTimeoutSeconds * Math.ScaleB(1, Math.Max(0, backoff));
            return new IncastWave(waited + waves * _capacity * _segmentSeconds, waited, waves);
        }

        double seconds = 0, expected = 0, idle = 0, timeouts = 0;
        double likelihood = 1;
        while (true)
        {
            double each = Math.Min(window, segments);
            double sent = senders * each;
            if (sent <= _capacity)
            {
                seconds += Math.Max(scenario.RoundTripSeconds, sent * _segmentSeconds);
                segments -= each;
                backoff = -1;
                if (segments <= 0)
                    return new IncastWave(expected + likelihood * seconds, idle, timeouts);
                window = window < threshold ? Math.Min(2 * window, threshold) : window + 1;
                continue;
            }

            double dropped = 1 - _capacity / sent;
            seconds += Math.Max(scenario.RoundTripSeconds, _capacity * _segmentSeconds);
            double stalling = StallProbability((int)Math.Max(1, each), (int)Math.Min(each, segments - each), dropped);
            double any = 1 - Math.Pow(1 - stalling, senders);
            double half = Math.Max(2, each / 2);
            segments -= each * (1 - dropped);
            double share = likelihood * any;
            double stalled = Math.Min(senders, Math.Max(1, senders * stalling / Math.Max(any, Negligible)));
            double busy = (senders - stalled) * segments * _segmentSeconds;

            // What was sent again in vain waits twice as long.
            int doublings = Math.Min(backoff + 1, MostBackoffs);
            double timeout = scenario.MinimumTimeoutSeconds * Math.ScaleB(1, doublings);

            // While the others have enough to send, nobody waits for those that stalled.
            if (share * weight > Negligible && busy < timeout)
            {
                IncastWave rest = Expect(stalled, Math.Max(1, segments), 1, half, doublings, share * weight, wave + 1);
                expected += share * (seconds + timeout + rest.Seconds);
                idle += share * (timeout - busy + rest.IdleSeconds);
                timeouts += share * (1 + rest.Timeouts);
                likelihood -= share;
                if (likelihood < Negligible)
                    return new IncastWave(expected + likelihood * (seconds + senders * segments * _segmentSeconds), idle, timeouts);
            }

            (window, threshold) = (half, half);
        }
    }

    /// <summary>Probability that of a window some segment is dropped and fewer than three after it arrive.</summary>
    /// <remarks>What arrives before the first drop lets as many segments follow the window, as far as the block has any.</remarks>
    private static double StallProbability(int window, int following, double dropped)
    {
        double arrives = 1 - dropped;
        double probability = 0;
        double reached = 1;
        for (int first = 1; first <= window && reached > 1e-12; first++)
        {
            probability += reached * dropped * Few(window - first + Math.Min(first - 1, following) / ShareFollowing, arrives);
            reached *= arrives;
        }

        return Math.Min(1, probability);
    }

    /// <summary>P(Bin(n, p) &lt; 3).</summary>
    private static double Few(int trials, double probability)
    {
        if (trials < DuplicatesNeeded)
            return 1;

        double none = Math.Pow(1 - probability, trials);
        double sum = none;
        double term = none;
        for (int successes = 1; successes < DuplicatesNeeded; successes++)
        {
            term *= probability / (1 - probability) * (trials - successes + 1) / successes;
            sum += term;
        }

        return sum;
    }
}
