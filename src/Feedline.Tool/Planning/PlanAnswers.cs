using System.Globalization;
using Feedline.Reliability;

namespace Feedline.Tool.Planning;

/// <summary>The answers' formulas, sources and limits.</summary>
internal static class PlanAnswers
{
    private const double SecondsPerDay = 86_400;
    private const string Meta = "Revisiting Reliability in Large-Scale ML Research Clusters, arXiv 2410.21680";

    public static PlanAnswer Mttf(PlanInput input, double mttf) => new(
        mttf,
        "s",
        input.RackNodes is null
            ? "1 / (nodes × rate × (nodes / reference)^(exponent − 1))"
            : "1 / (nodes × rate × (nodes / reference)^(exponent − 1) + ⌈nodes / rack⌉ × rack rate)",
        input.RackNodes is null ? Meta : "common-cause model of Marshall and Olkin, JASA 62 (1967)")
    {
        Note = input.FailureDefinition == FailureDefinition.NodeHardware
            ? "Counts node hardware alone: jobs are interrupted more often, three times in the paper that the rate is from."
            : null,
    };

    public static PlanAnswer SaveTime(PlanInput input, double save) => new(
        save,
        "s",
        input.NodeBandwidth is null ? "bytes / storage bandwidth" : "max(bytes / storage bandwidth, bytes / nodes / node bandwidth)",
        "definition")
    {
        Note = input.BlockingSeconds is null ? "The job stands still that long." : "Written while the job computes; a save is safe only then.",
    };

    public static PlanAnswer UsedInterval(PlanInput input, double interval, CheckpointCost cost) => new(
        interval,
        "s",
        input.IntervalSeconds is null ? "the interval of greatest ETTR" : "as given",
        input.IntervalSeconds is null ? "see exact" : "--interval")
    {
        Note = interval + cost.BlockingSeconds < input.DetectionSeconds
            ? Invariant($"Shorter than the detection time of {input.DetectionSeconds:0.#} s: what goes wrong silently is saved, too. Keep {Math.Ceiling(input.DetectionSeconds / (interval + cost.BlockingSeconds)) + 1:0} checkpoints or make the interval at least as long (arXiv 2410.18124).")
            : null,
    };

    public static PlanAnswer Young(double save, double mttf) => new(
        CheckpointInterval.Young(save, mttf), "s", "√(2 w MTTF)", "Young, Communications of the ACM 17 (1974)");

    public static PlanAnswer DalyFirstOrder(double save, double mttf) => new(
        CheckpointInterval.DalyFirstOrder(save, mttf), "s", "√(2 w MTTF) − w", "Daly, Future Generation Computer Systems 22 (2006)");

    public static PlanAnswer Daly(double save, double mttf) => new(
        CheckpointInterval.Daly(save, mttf),
        "s",
        "√(2 w MTTF) (1 + √(w / 2 MTTF) / 3 + w / 18 MTTF) − w",
        "Daly, Future Generation Computer Systems 22 (2006)");

    public static PlanAnswer Availability(double save, double mttf, double down) => new(
        CheckpointInterval.Availability(save, mttf, down), "s", "w + √(w² + 2 w (MTTF + down))", "arXiv 2410.18124")
    {
        Note = "The whole period, the save included.",
    };

    public static PlanAnswer Exact(CheckpointOptimum best, CheckpointCost cost) => new(
        best.IntervalSeconds, "s", "MTTF (1 + W(−e^(−1 − w / MTTF)))", "Daly's expected run time at its least, by Lambert's W")
    {
        Note = best.IntervalSeconds <= cost.LagSeconds - cost.BlockingSeconds + 1e-6
            ? "Held up by the storage: a save has to be written before the next."
            : null,
    };

    public static PlanAnswer EttrByFormula(EttrEstimate estimate) => new(
        estimate.Value, "1", "(1 − failures/s × (down + lag + interval / 2)) / (1 + w / interval)", Meta)
    {
        Note = estimate.IsSmallLoss
            ? null
            : Invariant($"Failures cost {estimate.FailureLoss:0.0%} by it: beyond a tenth it is too low. Take the exact one."),
    };

    public static PlanAnswer EttrByRenewal(double ettr, PlanInput input) => new(
        ettr,
        "1",
        "interval × e^(−(down + lag) / MTTF) / (MTTF (e^((interval + w) / MTTF) − 1))",
        "renewal–reward; Daly, Future Generation Computer Systems 22 (2006)")
    {
        Note = input.Spares is not null || input.QueueSeconds > 0 || input.RestartFailureProbability > 0
            ? "With mean times for queue and failed restarts, and without waiting for spares."
            : null,
    };

    public static PlanAnswer EttrSimulated(SimulationResult simulation) => new(
        simulation.Ettr.Value,
        "1",
        Invariant($"mean of {simulation.Replications:N0} simulated runs, {simulation.JobDays:N0} days together"),
        "Monte Carlo, Student's t interval of the mean")
    {
        Interval = simulation.Ettr,
        Note = Invariant($"Single runs lie between {simulation.EttrQuantile(0.05):0.0000} and {simulation.EttrQuantile(0.95):0.0000} (9 of 10)."),
    };

    public static PlanAnswer BandwidthForTarget(PlanInput input, double mttf, double down)
    {
        double needed = CheckpointStorage.BandwidthForEttr(input.CheckpointBytes, input.TargetEttr, mttf, down);
        return new PlanAnswer(
            double.IsFinite(needed) ? needed : null,
            "By/s",
            "bytes / (MTTF (x − 1 − ln x)), x = target × e^(down / MTTF)",
            "Daly's expected run time at its best interval, solved for w")
        {
            Note = double.IsFinite(needed)
                ? "For saves that block. Asynchronous saves need less: see the least to keep up."
                : "No storage is fast enough: the time down after failures alone costs more. Shorten detection, queue and restart.",
        };
    }

    public static PlanAnswer BandwidthToKeepUp(PlanInput input, double period) => new(
        CheckpointStorage.BandwidthToKeepUp(input.CheckpointBytes, period), "By/s", "bytes / (interval + w)", "definition")
    {
        Note = "The least for asynchronous saves at this interval.",
    };

    public static PlanAnswer SparesNeeded(PlanInput input, CorrelatedFailures failures) => new(
        SparePool.Needed(failures.NodesLostPerDay(input.Nodes), input.RepairSeconds / SecondsPerDay),
        "{node}",
        "99 % quantile of a Poisson number with mean nodes lost × repair time",
        "M/G/∞ queue, Palm (1943)")
    {
        Note = input.RackNodes is null ? null : "A rack takes its nodes at once, so that more are needed: see the simulated wait.",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
