using System.Globalization;
using Feedline.Reliability;

namespace Feedline.ReliabilityScoring.Incast;

/// <summary>One cell of the table: a scenario and what ns-2 made of it.</summary>
internal sealed record IncastCell(IncastScenario Scenario, int Blocks, double Mean, double Deviation, double BlocksWithTimeout)
{
    /// <summary>176 segments of 1,460 bytes from each sender, 100 µs, a first window of 10, reactions of up to 10 µs at 1 Gb/s and 1 µs at 10: as in ns2-grid.sh.</summary>
    public static IncastScenario Grid { get; } = new() { FanIn = 1, RequestBytes = 176 * 1_460, LinkBytesPerSecond = 125e6, BufferBytes = 64_000 };

    public static IncastCell[] Read(string file) => [.. File.ReadLines(file).Skip(1).Select(Parse)];

    private static IncastCell Parse(string line)
    {
        double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        IncastScenario scenario = Grid with
        {
            LinkBytesPerSecond = cells[0] / 8,
            BufferBytes = cells[1],
            MinimumTimeoutSeconds = cells[2],
            FanIn = (int)cells[3],
            ReactionSeconds = 1e4 / cells[0],
        };
        return new IncastCell(scenario, (int)cells[4], cells[5], cells[6], cells[8]);
    }
}
