namespace Feedline.Reliability.Tests.Goodput;

public sealed class ObservedRunTests
{
    private const double Mttf = 6 * 3600;
    private const double Interval = 1200;
    private const double Save = 20;
    private const double Down = 400;

    private static readonly SimulationOptions Few = new() { Replications = 200 };

    [Fact]
    public void The_three_are_those_of_what_was_seen()
    {
        ObservedRun run = Run(days: 10, failures: 40);
        RunEttr ettr = run.Compare(Few, TestContext.Current.CancellationToken);

        Assert.Equal(run.ProductiveSeconds / run.WallSeconds, ettr.Measured.Value);
        Assert.Equal(ettr.Measured.Value - 1000 / run.WallSeconds, ettr.Measured.Lower, 12);
        Assert.Equal((400.0, 1200.0, 20.0), (ettr.RestartSeconds, ettr.IntervalSeconds!.Value, ettr.SaveSeconds!.Value));
        double rate = 40 / run.WallSeconds * 86_400;
        Assert.Equal(rate, ettr.FailuresPerDay.Value, 9);
        Assert.Equal(ExpectedEttr.Of(rate, 1200, 400, 20).Value, ettr.Formula!.Value.Value, 12);
        Assert.Equal(ExpectedEttr.Of(ettr.FailuresPerDay.Upper, 1200, 400, 20).Value, ettr.Formula.Value.Lower, 12);
        Assert.Equal(ExpectedEttr.Of(ettr.FailuresPerDay.Lower, 1200, 400, 20).Value, ettr.Formula.Value.Upper, 12);
        Assert.Equal(RenewalEttr.Of(new ExponentialLifetime(86_400 / rate), 1200, new CheckpointCost(20), 400), ettr.Simulated!.Value.Value, 0.003);
        Assert.True(ettr.SingleRuns!.Value.Lower < ettr.SingleRuns.Value.Value && ettr.SingleRuns.Value.Value < ettr.SingleRuns.Value.Upper);
    }

    [Fact]
    public void Intervals_hold_the_true_ettr_at_their_rate()
    {
        double truth = RenewalEttr.Of(new ExponentialLifetime(Mttf), Interval, new CheckpointCost(Save), Down, failsWhileDown: false);
        int formula = 0, simulated = 0, single = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            RunEttr ettr = Played(new Random(seed), horizon: 3 * 86_400).Compare(Few, TestContext.Current.CancellationToken);
            formula += ettr.Formula!.Value.Contains(truth) ? 1 : 0;
            simulated += ettr.Simulated!.Value.Contains(truth) ? 1 : 0;
            single += ettr.SingleRuns!.Value.Contains(ettr.Measured.Value) ? 1 : 0;
        }

        // A Poisson interval is at least as wide as stated; 184 of 200 is 95 % less two standard errors.
        Assert.InRange(formula, 184, 200);
        Assert.InRange(simulated, 184, 200);

        // The rate is the run's own, so that it is nearer than a run of another rate would be.
        Assert.InRange(single, 190, 200);
    }

    [Fact]
    public void Without_a_failure_the_rate_has_a_bound_and_the_restart_is_the_start()
    {
        ObservedRun run = Run(days: 1, failures: 0) with { StartSeconds = 90 };
        RunEttr ettr = run.Compare(Few, TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), (ettr.FailuresPerDay.Value, ettr.FailuresPerDay.Lower));
        Assert.Equal(-Math.Log(0.025) / run.WallSeconds * 86_400, ettr.FailuresPerDay.Upper, 9);
        Assert.Equal(90, ettr.RestartSeconds);
        Assert.Equal(ettr.Measured.Value, ettr.Formula!.Value.Value, 0.001);
        Assert.Equal(ExpectedEttr.Of(ettr.FailuresPerDay.Upper, ettr.IntervalSeconds!.Value, 90, 20).Value, ettr.Formula.Value.Lower, 12);
        Assert.All([ettr.Measured, ettr.Formula.Value, ettr.Simulated!.Value, ettr.SingleRuns!.Value, ettr.FailuresPerDay], IsFinite);
    }

    [Fact]
    public void Without_a_save_there_is_nothing_to_compute_with()
    {
        RunEttr ettr = new ObservedRun { WallSeconds = 1000, Failures = 1, DownSeconds = 100, LostSeconds = 300 }.Compare(Few, TestContext.Current.CancellationToken);

        Assert.Equal(0.6, ettr.Measured.Value, 12);
        Assert.Null(ettr.Formula);
        Assert.Null(ettr.Simulated);
        Assert.Null(ettr.SingleRuns);
        Assert.Null(ettr.IntervalSeconds);
        Assert.Null(ettr.SaveSeconds);
    }

    [Fact]
    public void The_seed_decides()
    {
        ObservedRun run = Run(days: 10, failures: 40);
        Assert.Equal(run.Compare(Few, TestContext.Current.CancellationToken).Simulated, run.Compare(Few, TestContext.Current.CancellationToken).Simulated);
        Assert.NotEqual(run.Compare(Few, TestContext.Current.CancellationToken).Simulated, run.Compare(Few with { Seed = 2 }, TestContext.Current.CancellationToken).Simulated);
    }

    [Fact]
    public void Bad_numbers_are_named()
    {
        ObservedRun good = Run(days: 10, failures: 40);
        Refused<ArgumentOutOfRangeException>(good with { WallSeconds = 0 }, "WallSeconds");
        Refused<ArgumentOutOfRangeException>(good with { WallSeconds = double.NaN }, "WallSeconds");
        Refused<ArgumentOutOfRangeException>(good with { Failures = -1 }, "Failures");
        Refused<ArgumentOutOfRangeException>(good with { Saves = -1 }, "Saves");
        Refused<ArgumentOutOfRangeException>(good with { DownSeconds = -1 }, "DownSeconds");
        Refused<ArgumentOutOfRangeException>(good with { LostSeconds = double.PositiveInfinity }, "LostSeconds");
        Refused<ArgumentOutOfRangeException>(good with { SavingSeconds = double.NaN }, "SavingSeconds");
        Refused<ArgumentOutOfRangeException>(good with { UnclearSeconds = -1 }, "UnclearSeconds");
        Refused<ArgumentOutOfRangeException>(good with { StartSeconds = -1 }, "StartSeconds");
        Refused<ArgumentException>(good with { LostSeconds = good.WallSeconds }, "WallSeconds");
        Refused<ArgumentException>(good with { Failures = 0 }, "Failures");
        Refused<ArgumentException>(good with { Saves = 0 }, "Saves");

        static void Refused<T>(ObservedRun run, string parameter)
            where T : ArgumentException =>
            Assert.Equal(parameter, Assert.Throws<T>(() => run.Compare()).ParamName);
    }

    private static void IsFinite(Estimate estimate) =>
        Assert.True(double.IsFinite(estimate.Value) && double.IsFinite(estimate.Lower) && double.IsFinite(estimate.Upper));

    /// <summary>About so many days: as many saves as there is time for, at exact distances.</summary>
    private static ObservedRun Run(double days, int failures)
    {
        int saves = (int)((days * 86_400 - failures * Down) / (Interval + Save));
        return new ObservedRun
        {
            WallSeconds = saves * (Interval + Save) + failures * Down,
            Failures = failures,
            DownSeconds = failures * Down,
            LostSeconds = failures * Interval / 2,
            Saves = saves,
            SavingSeconds = saves * Save,
            UnclearSeconds = 1000,
        };
    }

    /// <summary>A run as it happens: computing, saving, failing, and beginning again at the last save.</summary>
    private static ObservedRun Played(Random random, double horizon)
    {
        double time = 0, unsaved = 0, failure = Life();
        double down = 0, lost = 0, saving = 0;
        int failures = 0, saves = 0;
        while (time < horizon)
        {
            double computed = Math.Min(Interval - unsaved, Math.Min(failure, horizon) - time);
            time += computed;
            unsaved += computed;
            if (unsaved >= Interval && time + Save <= Math.Min(failure, horizon))
            {
                (time, saving, saves, unsaved) = (time + Save, saving + Save, saves + 1, 0);
                continue;
            }

            if (unsaved >= Interval)
            {
                // Cut off in the midst of saving.
                double part = Math.Min(failure, horizon) - time;
                (time, saving) = (time + part, saving + part);
            }

            if (time >= horizon)
                break;
            double stop = Math.Min(Down, horizon - time);
            (time, down, lost, failures, unsaved) = (time + stop, down + stop, lost + unsaved, failures + 1, 0);
            failure = time + Life();
        }

        return new ObservedRun { WallSeconds = time, Failures = failures, DownSeconds = down, LostSeconds = lost, Saves = saves, SavingSeconds = saving };

        double Life() => -Mttf * Math.Log(1 - random.NextDouble());
    }
}
