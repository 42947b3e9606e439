using System.Globalization;
using Feedline.Reliability;

namespace Feedline.Tool.Planning;

/// <summary>Computes a plan from the reliability models.</summary>
internal static class Planner
{
    private const double SecondsPerDay = 86_400;

    public static Plan Make(PlanInput input, IProgress<SimulationProgress>? progress, CancellationToken cancellationToken)
    {
        CorrelatedFailures failures = Failures(input);
        double mttf = failures.MttfSeconds(input.Nodes);
        double save = CheckpointStorage.SaveSeconds(
            input.CheckpointBytes, input.StorageBandwidth, input.Nodes, input.NodeBandwidth ?? double.PositiveInfinity);
        double blocking = input.BlockingSeconds ?? save;
        var cost = input.BlockingSeconds is null ? new CheckpointCost(save) : new CheckpointCost(blocking, save);
        var restart = new RestartTime(input.RestartSeconds, input.RestartSecondsPerNode);
        double down = input.DetectionSeconds + (input.QueueSeconds + restart.Seconds(input.Nodes)) / (1 - input.RestartFailureProbability);
        var life = new ExponentialLifetime(mttf);
        CheckpointOptimum best = CheckpointInterval.Optimum(life, cost, down);
        double interval = input.IntervalSeconds ?? best.IntervalSeconds;
        if (interval + blocking < cost.LagSeconds)
            throw new PlanException(string.Create(CultureInfo.InvariantCulture, $"--interval {interval:0.#} s is too short: an asynchronous save takes {save:0.#} s to write, and has to be done before the next"));

        CheckpointSchedule schedule = CheckpointSchedule.OneTier(interval, cost);
        TrainingJob job = Job(input, failures, schedule, restart);
        SimulationResult simulation = JobSimulation.Run(
            job,
            new SimulationOptions { Replications = input.Replications, HorizonDays = input.Days, Seed = (ulong)input.Seed, Confidence = input.Confidence },
            progress,
            cancellationToken);
        EttrEstimate formula = ExpectedEttr.Of(SecondsPerDay / mttf, schedule, down);
        return new Plan
        {
            Input = input,
            Mttf = PlanAnswers.Mttf(input, mttf),
            SaveTime = PlanAnswers.SaveTime(input, save),
            UsedInterval = PlanAnswers.UsedInterval(input, interval, cost),
            Young = PlanAnswers.Young(blocking, mttf),
            DalyFirstOrder = PlanAnswers.DalyFirstOrder(blocking, mttf),
            Daly = PlanAnswers.Daly(blocking, mttf),
            Availability = PlanAnswers.Availability(blocking, mttf, down),
            Exact = PlanAnswers.Exact(best, cost),
            EttrByFormula = PlanAnswers.EttrByFormula(formula),
            EttrByRenewal = PlanAnswers.EttrByRenewal(RenewalEttr.Of(life, interval, cost, down), input),
            EttrSimulated = PlanAnswers.EttrSimulated(simulation),
            BandwidthForTarget = PlanAnswers.BandwidthForTarget(input, mttf, down),
            BandwidthToKeepUp = PlanAnswers.BandwidthToKeepUp(input, interval + blocking),
            SparesNeeded = PlanAnswers.SparesNeeded(input, failures),
            Simulation = simulation,
        };
    }

    private static CorrelatedFailures Failures(PlanInput input) => new(
        FailureRate.PerThousandNodeDays(input.FailuresPerThousandNodeDays, input.FailureDefinition),
        input.RackNodes is { } size ? [new FailureDomain("rack", size, input.RackFailuresPerThousandDays / 1000)] : [],
        new FailureScaling(input.ScaleExponent, input.ReferenceNodes ?? input.Nodes));

    private static TrainingJob Job(PlanInput input, CorrelatedFailures failures, CheckpointSchedule schedule, RestartTime restart) => new()
    {
        Nodes = input.Nodes,
        Failures = failures,
        Checkpoints = schedule,
        DetectionSeconds = input.DetectionSeconds,
        Restart = restart,
        RestartFailureProbability = input.RestartFailureProbability,
        Queue = input.QueueSeconds > 0 ? new ExponentialLifetime(input.QueueSeconds) : null,
        SpareNodes = input.Spares,
        Repair = new ExponentialLifetime(input.RepairSeconds),
    };
}
