using System.Globalization;
using Feedline.Reliability;
using Feedline.Reliability.Tests.Network;

namespace Feedline.ReliabilityScoring.Incast;

/// <summary>The model against the tests' own simulation and ns-2.</summary>
internal static class IncastTable
{
    public static void Print(TextWriter output, string file)
    {
        output.WriteLine("| link | buffer kB | timeout ms | fan-in | model ms | blocks stalled | reference ms | model / reference | ns-2 ms | stalled | model / ns-2 |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (IncastCell cell in IncastCell.Read(file))
        {
            IncastScenario scenario = cell.Scenario;
            IncastPrediction model = IncastModel.Predict(scenario, new IncastOptions { Replications = cell.Blocks * 4 });
            double[] reference = [.. ParallelEnumerable.Range(1, cell.Blocks).Select(seed => PacketIncast.Block(scenario, seed).Seconds)];
            double mean = reference.Average();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {scenario.LinkBytesPerSecond * 8e-9} | {scenario.BufferBytes * 1e-3} | {scenario.MinimumTimeoutSeconds * 1e3} | {scenario.FanIn} | {model.BlockSeconds.Value * 1e3:0.00} | {model.BlocksWithTimeout.Value:0.00} | {mean * 1e3:0.00} | {model.BlockSeconds.Value / mean:0.00} | {cell.Mean * 1e3:0.00} | {cell.BlocksWithTimeout:0.00} | {model.BlockSeconds.Value / cell.Mean:0.00} |"));
        }
    }
}
