using System.Globalization;
using Feedline.Reliability;

namespace Feedline.ReliabilityScoring.Incast;

/// <summary>The model against the tests' own simulation and against ns-2.</summary>
internal static class IncastTable
{
    private const double Factor = 1.5;
    private const double LostShare = 0.1;

    public static void Print(TextWriter output, string file)
    {
        IncastRow[] rows = [.. IncastCell.Read(file).Select(IncastRow.Of)];
        output.WriteLine("| against | cells | within a factor of 1.5 | else inside the interval | neither | least ratio | median | greatest |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        Summary("second simulation", row => row.Reference);
        Summary("ns-2", row => row.Ns2);

        output.WriteLine();
        output.WriteLine("| link Gb/s | buffer kB | timeout ms | onset, model | second simulation | ns-2 |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var port in rows.GroupBy(row => row.Scenario with { FanIn = 1 }))
            output.WriteLine(Text($"| {Port(port.Key)} | {Onset(port, row => row.Model)} | {Onset(port, row => row.Reference)} | {Onset(port, row => row.Ns2)} |"));

        output.WriteLine();
        output.WriteLine("| link Gb/s | buffer kB | timeout ms | fan-in | model ms | median | blocks stalled | second simulation ms | ratio | ns-2 ms | stalled | ratio |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (IncastRow row in rows)
        {
            output.WriteLine(Text(
                $"| {Port(row.Scenario)} | {row.Scenario.FanIn} | {row.Model.Mean * 1e3:0.00} | {row.MedianSeconds * 1e3:0.00} | {row.BlocksWithTimeout:0.00} | {row.Reference.Mean * 1e3:0.00} | {row.Model.Mean / row.Reference.Mean:0.00} | {row.Ns2.Mean * 1e3:0.00} | {row.Ns2Stalled:0.00} | {row.Model.Mean / row.Ns2.Mean:0.00} |"));
        }

        void Summary(string name, Func<IncastRow, IncastMean> other)
        {
            double[] ratios = [.. rows.Select(row => row.Model.Mean / other(row).Mean).Order()];
            int near = ratios.Count(ratio => ratio is >= 1 / Factor and <= Factor);
            int inside = rows.Count(row => row.Model.Mean / other(row).Mean is < 1 / Factor or > Factor && row.Model.Agrees(other(row)));
            output.WriteLine(Text($"| {name} | {rows.Length} | {near} | {inside} | {rows.Length - near - inside} | {ratios[0]:0.00} | {ratios[ratios.Length / 2]:0.00} | {ratios[^1]:0.00} |"));
        }
    }

    /// <summary>The first fan-in that loses a tenth of its time to the buffer: against the model's block with a buffer for all.</summary>
    private static string Onset(IEnumerable<IncastRow> port, Func<IncastRow, IncastMean> which) =>
        port.OrderBy(row => row.Scenario.FanIn).FirstOrDefault(row => 1 - row.UnboundedSeconds / which(row).Mean >= LostShare)?.Scenario.FanIn.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static string Port(IncastScenario port) =>
        Text($"{port.LinkBytesPerSecond * 8e-9:0} | {port.BufferBytes * 1e-3:0} | {port.MinimumTimeoutSeconds * 1e3:0.###}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
