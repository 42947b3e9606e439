namespace Feedline.Reliability;

/// <summary>Where the time of one run went, and how often it failed and saved: what its record says before any model.</summary>
/// <remarks>
/// From the first step to the last: formula and simulation know no first start. A recording's is had from <c>StepHistory.Observe</c> in Feedline; one
/// from a scheduler's log can be filled in by hand. Immutable, so any thread may read it.
/// </remarks>
public sealed record ObservedRun
{
    /// <summary>Available wall clock time in seconds, from the first step to the last, above 0.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Failures that stopped the job, at least 0.</summary>
    public required int Failures { get; init; }

    /// <summary>From a failure to training again, all of them together, in seconds, at least 0: detection, queue, restart, reading.</summary>
    public double DownSeconds { get; init; }

    /// <summary>Training that failures undid, all of it together, in seconds, at least 0.</summary>
    public double LostSeconds { get; init; }

    /// <summary>Checkpoints saved, at least 0.</summary>
    public int Saves { get; init; }

    /// <summary>How long saves stopped the job, all of them together, in seconds, at least 0.</summary>
    public double SavingSeconds { get; init; }

    /// <summary>Time that counts as training though nobody knows what it went into, in seconds, at least 0: the doubt in the measured ETTR.</summary>
    public double UnclearSeconds { get; init; }

    /// <summary>How long the first start took, in seconds, at least 0: the guess at a restart where there was none.</summary>
    public double StartSeconds { get; init; }

    /// <summary>Productive time, in seconds: the wall clock time less what went into saves, lost training and time down.</summary>
    public double ProductiveSeconds => WallSeconds - SavingSeconds - LostSeconds - DownSeconds;

    /// <summary>The run's ETTR as measured, beside what formula and simulation make of the rate, saves and restarts that it showed.</summary>
    /// <param name="options">
    /// How much to simulate; 1000 runs when null. Its horizon is not used: simulated runs are as long as this one. Its confidence is that of all intervals.
    /// </param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>The three, with the inputs that were used.</returns>
    /// <remarks>
    /// Three simulations, at the rate and at both ends of its interval: some milliseconds for a run of a few hundred failures.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="ArgumentException">The parts are longer than the whole, or time was down, lost or spent saving without a failure or a save.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RunEttr Compare(SimulationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfBad();
        return RunEttr.Of(this, (options ?? new SimulationOptions()) with { HorizonDays = WallSeconds / FailureRate.SecondsPerDay }, cancellationToken);
    }

    private void ThrowIfBad()
    {
        Require.Positive(WallSeconds);
        ArgumentOutOfRangeException.ThrowIfNegative(Failures);
        ArgumentOutOfRangeException.ThrowIfNegative(Saves);
        Require.NotNegative(DownSeconds);
        Require.NotNegative(LostSeconds);
        Require.NotNegative(SavingSeconds);
        Require.NotNegative(UnclearSeconds);
        Require.NotNegative(StartSeconds);

        // Sums of many small times are off by rounding.
        if (ProductiveSeconds < -1e-9 * WallSeconds)
            throw new ArgumentException("Saves, lost training and time down are longer than the run.", nameof(WallSeconds));
        if (Failures == 0 && DownSeconds + LostSeconds > 0)
            throw new ArgumentException("Without a failure nothing is lost and no time is down.", nameof(Failures));
        if (Saves == 0 && SavingSeconds > 0)
            throw new ArgumentException("Without a save nothing waits for one.", nameof(Saves));
    }
}
