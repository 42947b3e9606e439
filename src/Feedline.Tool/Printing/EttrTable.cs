using System.Globalization;
using Feedline.Reliability;
using Feedline.Tool.Terminals;
using Spectre.Console;

namespace Feedline.Tool.Printing;

/// <summary>The ETTR of a run as measured, by formula and simulated, for a person.</summary>
internal static class EttrTable
{
    public static void Write(Screen screen, ObservedRun run, RunEttr ettr)
    {
        Table table = new() { Border = TableBorder.None };
        table.AddColumn(new TableColumn(new Text("ETTR, first to last step", Styles.Strong)));
        table.AddColumn(new TableColumn(new Text("")) { Alignment = Justify.Right });
        table.AddColumn(new TableColumn(new Text("between", Styles.Faint)) { Alignment = Justify.Right });
        table.AddColumn(new TableColumn(new Text("in doubt", Styles.Faint)));
        Add("measured", ettr.Measured, "unattributed time");
        Add("Meta's formula", ettr.Formula, "rate of failures");
        Add("simulated", ettr.Simulated, "rate of failures");
        Add("single runs", ettr.SingleRuns, "chance, at this rate");
        screen.Write(table);
        screen.Line(Failures(run, ettr));
        screen.Line(Saves(run, ettr));
        screen.Line();

        void Add(string name, Estimate? estimate, string because)
        {
            if (estimate is { } known)
                table.AddRow(new Text(name), new Text(QuantityText.Percent(known.Value)), new Text($"{QuantityText.Percent(known.Lower)} to {QuantityText.Percent(known.Upper)}"), new Text(because, Styles.Faint));
        }
    }

    private static string Failures(ObservedRun run, RunEttr ettr)
    {
        string seen = $"in {Number(run.WallSeconds)} s";
        if (run.Failures == 0)
            return $"No failure {seen}: fewer than {Number(ettr.FailuresPerDay.Upper)} a day (95 %); a restart is taken to last as long as the start, {Number(ettr.RestartSeconds)} s.";

        return $"{(run.Failures == 1 ? "1 failure" : $"{run.Failures} failures")} {seen}: {Number(ettr.FailuresPerDay.Value)} a day ({Number(ettr.FailuresPerDay.Lower)} to {Number(ettr.FailuresPerDay.Upper)}); "
            + $"{Number(ettr.RestartSeconds)} s to train again, {Number(run.LostSeconds / run.Failures)} s of training lost with each.";
    }

    private static string Saves(ObservedRun run, RunEttr ettr) =>
        ettr is { IntervalSeconds: { } interval, SaveSeconds: { } save }
            ? $"{(run.Saves == 1 ? "1 checkpoint" : $"{run.Saves} checkpoints")}: {Number(interval)} s of training between two, each blocks for {Number(save)} s."
            : "No checkpoint was seen: without its interval neither formula nor simulation can say anything.";

    private static string Number(double value) => value.ToString(value < 1 ? "0.0##" : value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
