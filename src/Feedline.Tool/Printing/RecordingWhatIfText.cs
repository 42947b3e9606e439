using System.Globalization;
using Feedline.Reliability;
using Feedline.Tool.Terminals;
using Feedline.Tool.WhatIf;
using Spectre.Console;

namespace Feedline.Tool.Printing;

/// <summary>The what-if of a recording for a person.</summary>
internal static class RecordingWhatIfText
{
    public static string Write(IReadOnlyList<JobWhatIf> jobs, int width, bool colour)
    {
        var screen = new Screen(width, colour);
        foreach (JobWhatIf job in jobs)
        {
            JobHeadline.Write(screen, job.Diagnosis);
            screen.Line($"Training moved forward in {QuantityText.Percent(job.Diagnosis.Ledger.Ettr)} of it (ETTR).");
            screen.Line();
            if (job is { Run: { } run, Ettr: { } ettr })
                EttrTable.Write(screen, run, ettr);
            if (job.Report is null)
                screen.Line($"Fewer than {TimelineWhatIf.FewestBaselineSteps} steps were undisturbed: too few to say what the others would have been.", Styles.Unknown);
            else if (job.Report.Removals.IsEmpty)
                screen.Line("No cause of loss was found that could be removed.", Styles.Good);
            else
                WriteRemovals(screen, job, job.Report);

            screen.Line();
        }

        if (jobs.Count == 0)
            screen.Line("No training steps in this input, so there is nothing to replay.", Styles.Unknown);

        return screen.ToString();
    }

    private static void WriteRemovals(Screen screen, JobWhatIf job, TimelineWhatIfReport report)
    {
        Table table = new() { Border = TableBorder.None };
        table.AddColumn(new TableColumn(new Text("without", Styles.Strong)));
        table.AddColumn(new TableColumn(new Text("goodput", Styles.Faint)) { Alignment = Justify.Right });
        table.AddColumn(new TableColumn(new Text("95 %", Styles.Faint)) { Alignment = Justify.Right });
        table.AddColumn(new TableColumn(new Text("saved", Styles.Faint)) { Alignment = Justify.Right });
        foreach (TimelineRemoval removal in report.Removals)
        {
            table.AddRow(
                new Text(string.Join(", ", removal.Causes.Select(Printable.Of))),
                new Text(QuantityText.Percent(removal.Goodput.Value)),
                new Text($"{QuantityText.Percent(removal.Goodput.Low)} to {QuantityText.Percent(removal.Goodput.High)}"),
                new Text($"{Seconds(removal.SavedSeconds.Value)} s"));
        }

        screen.Write(table);
        foreach (TimelineInteraction pair in report.Interactions)
        {
            if (Math.Abs(pair.Seconds.Value) < 0.05)
            {
                screen.Line($"{Printable.Of(pair.First)} and {Printable.Of(pair.Second)} share steps, but what removing them saves adds up.");
                continue;
            }

            screen.Line(
                $"Removing both {Printable.Of(pair.First)} and {Printable.Of(pair.Second)} saves {Seconds(pair.Seconds.Value)} s "
                + $"({Seconds(pair.Seconds.Low)} to {Seconds(pair.Seconds.High)}) beyond what each saves alone.");
        }

        screen.Line($"Disturbed steps were redrawn from {report.BaselineSteps} undisturbed ones of the run.", Styles.Faint);
    }

    private static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);
}
