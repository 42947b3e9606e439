using System.Collections.Immutable;
using System.Globalization;
using Feedline.Reliability;
using Feedline.Tool.Terminals;
using Spectre.Console;

namespace Feedline.Tool.Printing;

/// <summary>The what-if of an operation trace for a person.</summary>
internal static class PipelineWhatIfText
{
    private const int MostRows = 8;

    public static string Write(PipelineWhatIfReport report, int width, bool colour)
    {
        var screen = new Screen(width, colour);
        screen.Line(
            $"{report.Steps.Length} steps of {Count(report.DataParallelSize, "data-parallel rank")} × {Count(report.StageCount, "pipeline stage")}", Styles.Strong);
        screen.Line(
            $"A step takes {QuantityText.Of(report.UndelayedSeconds, "s")}; if nothing straggled it would take {QuantityText.Of(report.IdealSeconds, "s")}: "
            + $"slowdown {Number(report.Slowdown)}, {QuantityText.Percent(Math.Max(0, report.WastedShare))} of the GPU time wasted.");
        screen.Line($"Recorded are {QuantityText.Of(report.RecordedSeconds, "s")} a step: launching late costs a factor of {Number(report.LaunchSlowdown)}.");
        screen.Line($"Cause: {Cause(report)}", report.Cause == SlowdownCause.None ? Styles.Good : Styles.Bad);
        screen.Line();
        Shares(screen, report);
        screen.Line();
        Slowdowns(screen, report);
        screen.Line();
        Gaps(screen, report);
        return screen.ToString();
    }

    private static string Cause(PipelineWhatIfReport report) => report.Cause switch
    {
        SlowdownCause.None => "none worth the name",
        SlowdownCause.SlowWorker => $"slow worker: {(report.SlowestWorkers.Length == 1 ? "rank" : "ranks")} {string.Join(", ", report.SlowestWorkers)}",
        SlowdownCause.StageImbalance => $"stage imbalance: stage {report.ByStage[0].Index} has more to do than the others",
        SlowdownCause.SequenceLengthImbalance => "sequence-length imbalance: micro-batches differ in work",
        SlowdownCause.Communication => "communication: transfers and reductions take longer than the usual of their kind",
        SlowdownCause.LaunchDelay => "launch delay: the host starts operations late",
        _ => "unclear: no single cause explains half of the slowdown",
    };

    private static void Shares(Screen screen, PipelineWhatIfReport report)
    {
        Table table = NewTable("what would be won back", "of the slowdown");
        Add($"with the slowest {Count(report.SlowestWorkers.Length, "worker")} as fast as the others (M_W)", report.SlowestWorkersShare?.Removed);
        Add("with the last stage like the others (M_S)", report.LastStageShare?.Removed);
        Add("with the worst stage like the others", report.WorstStageShare?.Removed);
        Add("with micro-batches of equal length", report.MicroBatchShare);
        Add("with communication as usual", report.CommunicationShare?.Removed);
        screen.Write(table);

        void Add(string what, double? share) =>
            table.AddRow(new Text(what), new Text(share is { } known ? QuantityText.Percent(known) : "–"));
    }

    private static void Slowdowns(Screen screen, PipelineWhatIfReport report)
    {
        Table table = NewTable("alone as recorded, all else ideal", "slowdown");
        Add("", report.ByOperation.Select(slowdown => (slowdown.Operation, slowdown.Slowdown)));
        Add("stage ", report.ByStage.Select(slowdown => (Id(slowdown.Index), slowdown.Slowdown)));
        Add("data-parallel rank ", report.ByDataParallelRank.Select(slowdown => (Id(slowdown.Index), slowdown.Slowdown)));
        Add("worker of rank ", report.ByWorker.Select(slowdown => (Id(slowdown.Rank), slowdown.Slowdown)));
        screen.Write(table);

        void Add(string prefix, IEnumerable<(string Name, double Slowdown)> slowdowns)
        {
            (string Name, double Slowdown)[] all = [.. slowdowns];
            foreach ((string name, double slowdown) in all.Take(MostRows))
                table.AddRow(new Text(prefix + name), new Text(Number(slowdown)));

            if (all.Length > MostRows)
                table.AddRow(new Text($"({all.Length - MostRows} more, none worse)", Styles.Faint), new Text(""));
        }

        static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private static void Gaps(Screen screen, PipelineWhatIfReport report)
    {
        TraceGaps gaps = report.Gaps;
        Note(gaps.Missing, $"{gaps.Missing} operations are missing on some ranks or steps: they count as taking no time.");
        Note(gaps.Repeated, $"{gaps.Repeated} operations were recorded more than once: the longest counts.");
        Note(gaps.Unusable, $"{gaps.Unusable} operations have no usable times or numbers and were left out.");
        Note(gaps.Unmodelled, $"{gaps.Unmodelled} operations are of types that are not modelled: {string.Join(", ", gaps.UnmodelledTypes.Select(Printable.Of))}.");
        ImmutableArray<long> incomplete = gaps.IncompleteSteps;
        Note(incomplete.Length, $"{Count(incomplete.Length, "step")} not recorded in full and left out: {string.Join(", ", incomplete.Take(MostRows))}{(incomplete.Length > MostRows ? ", …" : "")}.");
        Note(report.ReplayError > 0.05 ? 1 : 0, $"The model is {QuantityText.Percent(report.ReplayError)} off the recorded steps: doubt the rest.");

        void Note(long count, string text)
        {
            if (count > 0)
                screen.Line(text, Styles.Unknown);
        }
    }

    private static Table NewTable(string left, string right)
    {
        Table table = new() { Border = TableBorder.None };
        table.AddColumn(new TableColumn(new Text(left, Styles.Strong)));
        table.AddColumn(new TableColumn(new Text(right, Styles.Faint)) { NoWrap = true, Alignment = Justify.Right });
        return table;
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
