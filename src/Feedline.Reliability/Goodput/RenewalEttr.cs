namespace Feedline.Reliability;

/// <summary>ETTR of a job by renewal–reward: work kept in one life over its length. No small-loss approximation.</summary>
/// <remarks>All methods are pure: any thread may call them.</remarks>
public static class RenewalEttr
{
    // Terms that are summed one by one, before the rest is taken for an integral.
    private const int Terms = 4096;

    /// <summary>ETTR for any distribution of times to failure.</summary>
    /// <param name="life">Time to failure of the job in seconds; it begins anew with each restart.</param>
    /// <param name="intervalSeconds">τ, computing between saves, above 0.</param>
    /// <param name="checkpoint">What a save costs: w blocks, and the save is safe f later.</param>
    /// <param name="downSeconds">R, from a failure to computing again: detection, queue, restart; at least 0.</param>
    /// <param name="failsWhileDown">
    /// True, the default: failures also happen while the job is down, which then begins anew; Daly's assumption. False: they do not.
    /// </param>
    /// <returns>Share of the time whose work is kept, 0 to 1.</returns>
    /// <remarks>
    /// A life keeps the intervals whose saves are safe before it ends: τ Σ S(k (τ + w) + f), over its length E(X) + R. With failures while
    /// down the life covers R too: τ Σ S(R + k (τ + w) + f) over E(X). For a constant rate these are the closed forms
    /// τ e^(−f/M) / ((M + R) (e^((τ+w)/M) − 1)) and, by Daly, τ e^(−(R+f)/M) / (M (e^((τ+w)/M) − 1)). The first 4096 terms are summed, the
    /// rest by Simpson's rule: closed forms are met to eight digits, and where the survival has jumps that far out, to three.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="life"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double Of(LifetimeDistribution life, double intervalSeconds, CheckpointCost checkpoint, double downSeconds, bool failsWhileDown = true)
    {
        ArgumentNullException.ThrowIfNull(life);
        Require.Positive(intervalSeconds);
        Require.NotNegative(downSeconds);
        double period = intervalSeconds + checkpoint.BlockingSeconds;
        double first = checkpoint.LagSeconds + (failsWhileDown ? downSeconds : 0);
        double length = life.Mean + (failsWhileDown ? 0 : downSeconds);
        double saves = life is ExponentialLifetime ? OfConstantRate(life.Mean, first, period) : Sum(life, first, period);
        return Math.Min(1, intervalSeconds * saves / length);
    }

    private static double OfConstantRate(double mean, double first, double period) =>
        Math.Exp(-first / mean) / Precise.ExpMinusOne(period / mean);

    private static double Sum(LifetimeDistribution life, double first, double period)
    {
        double sum = 0;
        for (int k = 1; k <= Terms; k++)
        {
            double term = life.Survival(first + k * period);
            sum += term;
            if (term < 1e-16)
                return sum;
        }

        // Σ S(a + k) for k above 0 is ∫ S - S(a) / 2: what the sum lacks of its curve is far below the digits here.
        double from = first + Terms * period;
        double integral = 0;
        double atFrom = life.Survival(from);
        sum -= atFrom / 2;
        for (int panel = 0; panel < 4000 && atFrom * from > 1e-13 * period * sum; panel++)
        {
            double to = from * 1.02;
            double atTo = life.Survival(to);
            integral += (to - from) / 6 * (atFrom + 4 * life.Survival((from + to) / 2) + atTo);
            (from, atFrom) = (to, atTo);
        }

        return sum + integral / period;
    }
}
