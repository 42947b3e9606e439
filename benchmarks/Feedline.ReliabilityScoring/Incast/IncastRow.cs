using Feedline.Reliability;
using Feedline.Reliability.Tests.Network;

namespace Feedline.ReliabilityScoring.Incast;

/// <summary>One cell with all three answers.</summary>
internal sealed record IncastRow(
    IncastScenario Scenario,
    IncastMean Model,
    double MedianSeconds,
    double BlocksWithTimeout,
    IncastMean Reference,
    IncastMean Ns2,
    double Ns2Stalled,
    double UnboundedSeconds)
{
    // The model's interval is of two sides at 95 %: so many standard errors wide.
    private const double ErrorsWide = 2 * 1.96;

    public static IncastRow Of(IncastCell cell)
    {
        IncastScenario scenario = cell.Scenario;
        bool isLarge = scenario.FanIn > 16;
        IncastPrediction model = IncastModel.Predict(scenario, new IncastOptions { Replications = isLarge ? 50 : 400 });
        IncastPrediction unbounded = IncastModel.Predict(
            scenario with { BufferBytes = scenario.FanIn * scenario.RequestBytes }, new IncastOptions { Replications = 10 });
        double[] reference = [.. ParallelEnumerable.Range(1, isLarge ? 10 : 80).Select(seed => PacketIncast.Block(scenario, seed).Seconds)];
        return new IncastRow(
            scenario,
            new IncastMean(model.BlockSeconds.Value, (model.BlockSeconds.Upper - model.BlockSeconds.Lower) / ErrorsWide),
            model.MedianSeconds,
            model.BlocksWithTimeout.Value,
            IncastMean.Of(reference),
            new IncastMean(cell.Mean, cell.Deviation / Math.Sqrt(cell.Blocks)),
            cell.BlocksWithTimeout,
            unbounded.BlockSeconds.Value);
    }
}
