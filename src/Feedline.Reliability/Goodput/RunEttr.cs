namespace Feedline.Reliability;

/// <summary>The ETTR of one run side by side: as it was measured, by Meta's formula, and simulated, the latter two from what the run itself showed.</summary>
/// <remarks>
/// <para>ETTR is productive over available wall clock time (Kokolis et al., arXiv 2410.21680), here from the first step on.</para>
/// <para>Formula and simulation see the rate, the mean save and the mean time down, and so say what a run like this comes to; the measured one
/// also has the luck of where its failures fell. They agree when that luck is ordinary and the models' assumptions hold: failures at a constant
/// rate, saves at even distances, each safe once it no longer blocks.</para>
/// <para>Immutable, so any thread may read it.</para>
/// </remarks>
public sealed class RunEttr
{
    private RunEttr(Estimate measured, Estimate failuresPerDay, double restartSeconds)
    {
        Measured = measured;
        FailuresPerDay = failuresPerDay;
        RestartSeconds = restartSeconds;
    }

    /// <summary>As measured. From the ETTR if all unclear time was lost to the ETTR if none was, which is also the value: no matter of chance.</summary>
    public Estimate Measured { get; }

    /// <summary>
    /// By <see cref="ExpectedEttr"/>, between its values at both ends of the rate; null where no save was seen, so that there is no interval to compute with.
    /// </summary>
    public Estimate? Formula { get; private init; }

    /// <summary>Mean of <see cref="JobSimulation"/>, between those at both ends of the rate; null where no save was seen.</summary>
    public Estimate? Simulated { get; private init; }

    /// <summary>Where single runs of this length lie, at the rate seen: their median and middle share; null where no save was seen.</summary>
    public Estimate? SingleRuns { get; private init; }

    /// <summary>
    /// Failures a day, with the exact interval of their count (<see cref="ExponentialFit.FromCount"/>). Without a failure 0, below
    /// an upper end of 3.7 / length at 95 %; the one-sided rule of three would say 3.0 / length.
    /// </summary>
    public Estimate FailuresPerDay { get; }

    /// <summary>Mean computing between saves, in seconds; null where no save was seen.</summary>
    public double? IntervalSeconds { get; private init; }

    /// <summary>Mean time that a save stopped the job, in seconds; null where no save was seen.</summary>
    public double? SaveSeconds { get; private init; }

    /// <summary>Mean seconds from a failure to training again; without a failure those of the first start, a guess.</summary>
    public double RestartSeconds { get; }

    internal static RunEttr Of(ObservedRun run, SimulationOptions options, CancellationToken cancellationToken)
    {
        double productive = Math.Max(0, run.ProductiveSeconds);
        var measured = new Estimate(
            productive / run.WallSeconds, Math.Max(0, productive - run.UnclearSeconds) / run.WallSeconds, productive / run.WallSeconds, options.Confidence);
        Estimate rate = ExponentialFit.FromCount(run.Failures, options.HorizonDays, options.Confidence).Rate;
        double restart = run.Failures > 0 ? run.DownSeconds / run.Failures : run.StartSeconds;
        double computing = run.WallSeconds - run.DownSeconds - run.SavingSeconds;
        if (run.Saves == 0 || computing <= 0)
            return new RunEttr(measured, rate, restart);

        var checkpoints = CheckpointSchedule.OneTier(computing / run.Saves, new CheckpointCost(run.SavingSeconds / run.Saves));
        EttrComparison likely = At(rate.Value);
        EttrComparison worst = At(rate.Upper);
        EttrComparison best = At(rate.Lower);
        double outside = (1 - options.Confidence) / 2;
        return new RunEttr(measured, rate, restart)
        {
            Formula = new Estimate(likely.Formula.Value, worst.Formula.Value, best.Formula.Value, options.Confidence),
            Simulated = new Estimate(likely.Simulated.Ettr.Value, worst.Simulated.Ettr.Lower, best.Simulated.Ettr.Upper, options.Confidence),
            SingleRuns = new Estimate(
                likely.Simulated.EttrQuantile(0.5), likely.Simulated.EttrQuantile(outside), likely.Simulated.EttrQuantile(1 - outside), options.Confidence),
            IntervalSeconds = checkpoints.IntervalSeconds,
            SaveSeconds = checkpoints.Tiers[0].Cost.BlockingSeconds,
        };

        // One node that fails as often as the job: how many there are does not matter to a rate of the job.
        EttrComparison At(double failuresPerDay) => EttrComparison.Of(
            new TrainingJob
            {
                Nodes = 1,
                Failures = new CorrelatedFailures(new FailureRate(failuresPerDay, FailureDefinition.AnyInterruption), []),
                Checkpoints = checkpoints,
                Restart = new RestartTime(restart),
            },
            measured.Value,
            options,
            cancellationToken: cancellationToken);
    }
}
