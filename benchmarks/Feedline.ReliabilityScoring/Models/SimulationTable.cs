using System.Diagnostics;
using System.Globalization;
using Feedline.Reliability;

namespace Feedline.ReliabilityScoring.Models;

/// <summary>The simulation against closed forms, and how long a million days take.</summary>
internal static class SimulationTable
{
    public static void Print(TextWriter output)
    {
        output.WriteLine("| job | job-days | simulated ETTR (95 %) | renewal–reward | seconds |");
        output.WriteLine("|---|---|---|---|---|");
        // Once before, so that no compiling is timed.
        JobSimulation.Run(Job(16), new SimulationOptions { Replications = 2000 });
        foreach (int nodes in (int[])[16, 128, 512, 2048, 16_384])
        {
            TrainingJob job = Job(nodes);
            double mttf = job.Failures.MttfSeconds(nodes);
            double exact = RenewalEttr.Of(
                new ExponentialLifetime(mttf), job.Checkpoints.IntervalSeconds, job.Checkpoints.Tiers[0].Cost, job.MeanDownSeconds);
            Show($"{nodes * 8:N0} GPUs", job, exact);
        }

        Show("16,384 GPUs, 16 spares, repairs, queue, failed restarts, racks", Job(2048) with
        {
            Failures = new CorrelatedFailures(new FailureRate(0.0065, FailureDefinition.NodeHardware), [new FailureDomain("rack", 8, 0.001)]),
            SpareNodes = 16,
            Repair = new ExponentialLifetime(43_200),
            Queue = new ExponentialLifetime(120),
            RestartFailureProbability = 0.1,
        }, null);

        void Show(string name, TrainingJob job, double? exact)
        {
            var watch = Stopwatch.StartNew();
            SimulationResult result = JobSimulation.Run(job, new SimulationOptions { Replications = 10_000, HorizonDays = 100 });
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {result.JobDays:N0} | {result.Ettr.Value:0.000000} ({result.Ettr.Lower:0.000000} to {result.Ettr.Upper:0.000000}) | {exact:0.000000} | {watch.Elapsed.TotalSeconds:0.00} |"));
        }
    }

    /// <summary>6.5 failures in 1000 node-days; detection 1 min, restart 4 min; saves of 20 s at their best interval.</summary>
    private static TrainingJob Job(int nodes)
    {
        var failures = new CorrelatedFailures(new FailureRate(0.0065, FailureDefinition.NodeHardware), []);
        return new TrainingJob
        {
            Nodes = nodes,
            Failures = failures,
            Checkpoints = CheckpointSchedule.OneTier(CheckpointInterval.Exact(20, failures.MttfSeconds(nodes)), new CheckpointCost(20)),
            DetectionSeconds = 60,
            Restart = new RestartTime(240),
        };
    }
}
