using Feedline.Tool.Terminals;
using Spectre.Console;

namespace Feedline.Tool.Printing;

/// <summary>Where the GPU time went. The rows add up to the total, always.</summary>
internal static class LedgerTable
{
    // Narrower than this, first the bars and then the layers make room for the numbers.
    private const int WidthForBars = 72;
    private const int WidthForLayers = 56;
    private const int ColumnsBesideBar = 59;

    public static void Write(Screen screen, JobDiagnosis job)
    {
        GpuTimeLedger ledger = job.Ledger;
        bool layers = screen.Width >= WidthForLayers;
        int bar = screen.Width >= WidthForBars ? Math.Min(screen.Width - ColumnsBesideBar, 40) : 0;
        Table table = new Table { Border = TableBorder.None }
            .AddColumn(new TableColumn(new Text("GPU time", Styles.Strong)) { NoWrap = true });
        if (layers)
            table.AddColumn(new TableColumn(new Text("layer", Styles.Faint)) { NoWrap = true });
        table.AddColumn(new TableColumn(new Text("GPU-s", Styles.Faint)) { NoWrap = true, Alignment = Justify.Right });
        table.AddColumn(new TableColumn(new Text("share", Styles.Faint)) { NoWrap = true, Alignment = Justify.Right });
        if (bar > 0)
            table.AddColumn(new TableColumn(new Text("")) { NoWrap = true });

        Add("productive", "", ledger.ProductiveNanoseconds, Styles.Good);
        foreach (LedgerLoss loss in ledger.Losses)
            Add(Printable.Of(loss.Cause), LayerText.Of(loss.Layer), loss.GpuNanoseconds, StyleOf(job, loss));
        Add("unattributed", "", ledger.UnattributedNanoseconds, Styles.Unknown);
        Add("total", "", ledger.GpuNanoseconds, null);
        screen.Write(table);

        void Add(string name, string layer, long nanoseconds, Style? style)
        {
            var cells = new List<Text> { style is null ? new Text(name, Styles.Strong) : new Text(name) };
            if (layers)
                cells.Add(new Text(layer));
            cells.Add(new Text(QuantityText.GpuSeconds(UnixTime.ToSeconds(nanoseconds))));
            cells.Add(new Text(QuantityText.Share(nanoseconds, ledger.GpuNanoseconds)));
            if (bar > 0)
                cells.Add(style is null ? new Text("") : new Text(Bar.Of(nanoseconds, ledger.GpuNanoseconds, bar), style));
            table.AddRow(cells);
        }
    }

    // Checkpoints, evaluations, start and end cost time as planned: only what went wrong is red.
    private static Style StyleOf(JobDiagnosis job, LedgerLoss loss) =>
        job.Diagnoses.Any(diagnosis => diagnosis.Root.FailureMode.Id == loss.Cause) ? Styles.Bad : Styles.Planned;
}
