namespace Feedline.Reliability;

/// <summary>How long to compute between two saves, for failures at a constant rate and saves that stop the job.</summary>
/// <remarks>
/// <para>δ is the save time, M the mean time to failure, R the recovery time. All but <see cref="Availability"/> give the computing
/// time between the end of a save and the start of the next; that one gives the whole period, from start to start.</para>
/// <para>The formulas agree within a few per cent while δ is below a hundredth of M. All methods are pure: any thread may call them.</para>
/// </remarks>
public static class CheckpointInterval
{
    /// <summary>Young's interval √(2 δ M) (Communications of the ACM 17, 1974).</summary>
    /// <param name="saveSeconds">δ, above 0.</param>
    /// <param name="mttfSeconds">M, above 0.</param>
    /// <returns>Seconds of computing between saves.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite or not above 0.</exception>
    public static double Young(double saveSeconds, double mttfSeconds) =>
        Math.Sqrt(2 * Require.Positive(saveSeconds) * Require.Positive(mttfSeconds));

    /// <summary>Daly's interval to first order, √(2 δ M) − δ for δ below M / 2, else M.</summary>
    /// <param name="saveSeconds">δ, above 0.</param>
    /// <param name="mttfSeconds">M, above 0.</param>
    /// <returns>Seconds of computing between saves.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite or not above 0.</exception>
    public static double DalyFirstOrder(double saveSeconds, double mttfSeconds)
    {
        double young = Young(saveSeconds, mttfSeconds);
        return saveSeconds < mttfSeconds / 2 ? young - saveSeconds : mttfSeconds;
    }

    /// <summary>
    /// Daly's interval to higher order, √(2 δ M) (1 + √(δ / 2M) / 3 + (δ / 2M) / 9) − δ for δ below 2M, else M (Future Generation Computer
    /// Systems 22, 2006, equation 37).
    /// </summary>
    /// <param name="saveSeconds">δ, above 0.</param>
    /// <param name="mttfSeconds">M, above 0.</param>
    /// <returns>Seconds of computing between saves.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite or not above 0.</exception>
    public static double Daly(double saveSeconds, double mttfSeconds)
    {
        double young = Young(saveSeconds, mttfSeconds);
        double ratio = saveSeconds / (2 * mttfSeconds);
        return ratio < 1 ? young * (1 + Math.Sqrt(ratio) / 3 + ratio / 9) - saveSeconds : mttfSeconds;
    }

    /// <summary>The period δ + √(δ² + 2 δ (M + R)) of greatest availability (arXiv 2410.18124).</summary>
    /// <param name="saveSeconds">δ, above 0.</param>
    /// <param name="mttfSeconds">M, above 0.</param>
    /// <param name="recoverySeconds">R, at least 0.</param>
    /// <returns>Seconds from the start of a save to the start of the next; computing between them is δ less.</returns>
    /// <remarks>It is where (1 − δ/T) M / (M + R + T/2) is greatest, in which a failure costs half a period whatever its length.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double Availability(double saveSeconds, double mttfSeconds, double recoverySeconds)
    {
        Require.Positive(saveSeconds);
        double around = Require.Positive(mttfSeconds) + Require.NotNegative(recoverySeconds);
        return saveSeconds + Math.Sqrt(saveSeconds * saveSeconds + 2 * saveSeconds * around);
    }

    /// <summary>The exact optimum M (1 + W(−e^(−1 − δ/M))), with Lambert's W: no series, no limit on δ.</summary>
    /// <param name="saveSeconds">δ, above 0.</param>
    /// <param name="mttfSeconds">M, above 0.</param>
    /// <returns>Seconds of computing between saves.</returns>
    /// <remarks>
    /// Where Daly's expected run time M e^(R/M) (e^((τ+δ)/M) − 1) / τ is least; R does not move it.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite or not above 0.</exception>
    public static double Exact(double saveSeconds, double mttfSeconds) =>
        mttfSeconds * LambertW.OnePlusPrincipal(Require.Positive(saveSeconds) / Require.Positive(mttfSeconds));

    /// <summary>The optimum for any distribution of times to failure, by search.</summary>
    /// <param name="life">Time to failure of the job in seconds; it begins anew with each restart.</param>
    /// <param name="checkpoint">What a save costs; it must cost something.</param>
    /// <param name="downSeconds">From a failure to computing again: detection, queue, restart; at least 0.</param>
    /// <param name="failsWhileDown">Whether failures also happen in that time, so that it begins anew.</param>
    /// <returns>The interval, and the ETTR it gives.</returns>
    /// <remarks>
    /// Maximises <see cref="RenewalEttr"/> over intervals up to a hundred mean times to failure. The interval is never shorter than the
    /// lag of an asynchronous save, as the next one could not start. Some 300 evaluations, milliseconds.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="life"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or a save costs nothing: then there is no best interval.</exception>
    public static CheckpointOptimum Optimum(LifetimeDistribution life, CheckpointCost checkpoint, double downSeconds, bool failsWhileDown = true)
    {
        ArgumentNullException.ThrowIfNull(life);
        double shortest = Math.Max(checkpoint.LagSeconds - checkpoint.BlockingSeconds, Math.Min(checkpoint.BlockingSeconds, life.Mean) / 1000);
        if (shortest <= 0)
            throw new ArgumentOutOfRangeException(nameof(checkpoint), checkpoint, "A save that costs nothing has no best interval.");

        double best = MaximumSearch.OnRatios(
            interval => RenewalEttr.Of(life, interval, checkpoint, downSeconds, failsWhileDown), shortest, Math.Max(2 * shortest, 100 * life.Mean));
        return new CheckpointOptimum(best, RenewalEttr.Of(life, best, checkpoint, downSeconds, failsWhileDown));
    }
}
