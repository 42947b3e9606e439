namespace Feedline.Reliability;

/// <summary>The ETTR of one job side by side: by formula, exactly, simulated, and as it was measured.</summary>
/// <remarks>Immutable, so any thread may read it.</remarks>
public sealed class EttrComparison
{
    private EttrComparison(EttrEstimate formula, double? renewal, SimulationResult simulated, double? measured)
    {
        Formula = formula;
        Renewal = renewal;
        Simulated = simulated;
        Measured = measured;
    }

    /// <summary>Meta's expected ETTR, with the job's mean time down for a restart.</summary>
    public EttrEstimate Formula { get; }

    /// <summary>Renewal–reward with the mean time down, without waiting for spares; null for several tiers, where it has no form.</summary>
    public double? Renewal { get; }

    /// <summary>The simulation.</summary>
    public SimulationResult Simulated { get; }

    /// <summary>The measured one; null when nothing was measured.</summary>
    public double? Measured { get; }

    /// <summary>
    /// Whether the measured one lies where single simulated runs do, in the middle share that the options call confidence; null when
    /// nothing was measured. It means something when the simulated runs are as long as the measured one.
    /// </summary>
    public bool? MeasuredIsUsual => Measured is not { } measured
        ? null
        : measured >= Simulated.EttrQuantile((1 - Simulated.Ettr.Confidence) / 2) && measured <= Simulated.EttrQuantile((1 + Simulated.Ettr.Confidence) / 2);

    /// <summary>Compares.</summary>
    /// <param name="job">The job.</param>
    /// <param name="measured">
    /// Productive over all GPU time, 0 to 1, as the ledger of a recording has it; null when nothing was measured.
    /// </param>
    /// <param name="options">How much to simulate; set the horizon to the length of the recording. The defaults when null.</param>
    /// <param name="progress">Of the simulation; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> or a part it needs is null.</exception>
    /// <exception cref="ArgumentException">Numbers of the job or the options are out of range; the exception names them.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static EttrComparison Of(
        TrainingJob job,
        double? measured = null,
        SimulationOptions? options = null,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (measured is { } share && !(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(measured), measured, "The value must be from 0 to 1.");

        SimulationResult simulated = JobSimulation.Run(job, options, progress, cancellationToken);
        double perDay = job.Life is { } own ? FailureRate.SecondsPerDay / own.Mean : job.Failures.JobFailuresPerDay(job.Nodes);
        // The formulas' time down knows one tier; with several the schedule's own reading times come on top, and are counted once.
        double reading = job.Checkpoints.Tiers.Sum(tier => tier.FailureShare * tier.RestoreSeconds);
        EttrEstimate formula = ExpectedEttr.Of(perDay, job.Checkpoints, job.MeanDownSeconds - reading);
        double? renewal = job.Checkpoints.Tiers.Length == 1 && perDay > 0
            ? RenewalEttr.Of(
                job.Life ?? new ExponentialLifetime(FailureRate.SecondsPerDay / perDay),
                job.Checkpoints.IntervalSeconds,
                job.Checkpoints.Tiers[0].Cost,
                job.MeanDownSeconds,
                job.FailsWhileDown)
            : null;
        return new EttrComparison(formula, renewal, simulated, measured);
    }
}
