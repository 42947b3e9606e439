using System.Globalization;
using Feedline.Reliability;
using Feedline.Tool.Json;
using Feedline.Tool.Planning;
using Feedline.Tool.Terminals;
using Spectre.Console;

namespace Feedline.Tool.Printing;

/// <summary>Prints a plan for a person: each answer, and under it how it was found.</summary>
internal static class PlanText
{
    private const int NameWidth = 28;

    public static string Write(Plan plan, int width, bool colour)
    {
        var screen = new Screen(width, colour);
        PlanInput input = plan.Input;
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{(long)input.Nodes * input.GpusPerNode:N0} GPUs on {input.Nodes:N0} nodes, {input.FailuresPerThousandNodeDays:0.###} failures in 1000 node-days ({JsonIds.Of(input.FailureDefinition)}), checkpoints of {QuantityText.Of(input.CheckpointBytes, "By")} to storage of {QuantityText.Of(input.StorageBandwidth, "By/s")}"));
        Heading(screen, "Expected");
        Show(screen, "mean time to failure", plan.Mttf);
        Show(screen, "ETTR, simulated", plan.EttrSimulated);
        Show(screen, "ETTR, exact", plan.EttrByRenewal);
        Show(screen, "ETTR, Meta's formula", plan.EttrByFormula);
        Heading(screen, "Checkpoints");
        Show(screen, "save time w", plan.SaveTime);
        Show(screen, "interval used", plan.UsedInterval);
        Show(screen, "interval, exact", plan.Exact);
        Show(screen, "interval, Daly", plan.Daly);
        Show(screen, "interval, Daly first order", plan.DalyFirstOrder);
        Show(screen, "interval, Young", plan.Young);
        Show(screen, "period, availability", plan.Availability);
        Heading(screen, "Needed");
        Show(screen, string.Create(CultureInfo.InvariantCulture, $"bandwidth for ETTR {input.TargetEttr:0.###}"), plan.BandwidthForTarget);
        Show(screen, "bandwidth to keep up", plan.BandwidthToKeepUp);
        Show(screen, "spares, 99 % of the time", plan.SparesNeeded);
        Heading(screen, "Where the simulated time goes");
        SimulationResult time = plan.Simulation;
        foreach ((string name, Estimate share) in ((string, Estimate)[])[
            ("productive", time.Ettr), ("work done again", time.LostWork), ("checkpoints", time.Checkpoints), ("detection", time.Detection),
            ("waiting for spares", time.SpareWait), ("queue", time.Queue), ("restart", time.Restart)])
        {
            Row(screen, name, string.Create(CultureInfo.InvariantCulture, $"{share.Value * 100,7:0.00} %"));
        }

        return screen.ToString();
    }

    private static void Heading(Screen screen, string text)
    {
        screen.Line();
        screen.Line(text, Styles.Strong);
    }

    private static void Show(Screen screen, string name, PlanAnswer answer)
    {
        string value = answer.Value is { } number ? ValueOf(number, answer.Unit) : "none";
        if (answer.Interval is { } interval)
            value += string.Create(CultureInfo.InvariantCulture, $"  ({ValueOf(interval.Lower, answer.Unit)} to {ValueOf(interval.Upper, answer.Unit)}, {interval.Confidence * 100:0.##} %)");
        Row(screen, name, value);
        Under(screen, $"{answer.Formula}; {answer.Source}", Styles.Faint);
        if (answer.Note is not null)
            Under(screen, answer.Note, Styles.Unknown);
    }

    private static void Row(Screen screen, string name, string value) => screen.Line($"  {name.PadRight(NameWidth)} {value}");

    private static void Under(Screen screen, string text, Style style) => screen.Write(new Padder(new Text(text, style), new Padding(6, 0, 0, 0)));

    private static string ValueOf(double value, string unit) => unit switch
    {
        "1" => value.ToString("0.0000", CultureInfo.InvariantCulture),
        "s" when value >= 2 * 86_400 => $"{QuantityText.Of(value / 86_400, "d")} ({QuantityText.Of(value, "s")})",
        "s" when value >= 2 * 3600 => $"{QuantityText.Of(value / 3600, "h")} ({QuantityText.Of(value, "s")})",
        "s" when value >= 600 => $"{QuantityText.Of(value / 60, "min")} ({QuantityText.Of(value, "s")})",
        "{node}" => $"{QuantityText.Count((long)value)} nodes",
        _ => QuantityText.Of(value, unit),
    };
}
