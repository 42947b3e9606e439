using System.Collections.Immutable;
using System.Globalization;
using Feedline.Tool.Json;
using Feedline.Tool.Terminals;
using Spectre.Console;

namespace Feedline.Tool.Printing;

/// <summary>One cause: what happened, when, where, how sure, what it cost, what to do, and why one may believe it.</summary>
internal static class DiagnosisBlock
{
    private const int LabelWidth = 10;

    public static void Write(Screen screen, JobDiagnosis job, Diagnosis diagnosis)
    {
        Finding root = diagnosis.Root;
        var title = new Paragraph();
        title.Append(root.Severity.ToString().ToUpperInvariant(), Styles.Of(root.Severity));
        title.Append($"  {Printable.Of(root.Rule.Title)}", Styles.Strong);
        title.Append($"  {Printable.Of(root.FailureMode.Id)}, {Printable.Of(root.Rule.Id)}", Styles.Faint);
        screen.Write(title);
        screen.Line();

        Grid grid = new Grid { Width = screen.Width }
            .AddColumn(new GridColumn { Width = LabelWidth, NoWrap = true, Padding = new Padding(2, 0, 1, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        Row(grid, "what", [Printable.Of(root.Message)]);
        Row(grid, "when", When(job, root));
        Row(grid, "where", [$"{LayerText.Of(root.Layer)}; {(root.Subjects.IsEmpty && job.WorldSize == 0 ? "all keys" : SubjectText.Of(root.Subjects))}"]);
        Row(grid, "cost", [Cost(job, diagnosis)]);
        Row(grid, "confidence", [Confidence(root.Confidence)]);
        Row(grid, "do", root.Mitigations.Select(mitigation =>
            $"{JsonIds.Of(mitigation.Kind).Replace('-', ' ')}: {Printable.Of(mitigation.Description)}"));
        Row(grid, "evidence", root.Evidence.Select(Evidence));
        Row(grid, "missing", Missing(root.MissingInputs));
        Row(grid, "effects", diagnosis.Effects.Select(effect =>
            $"{Printable.Of(effect.FailureMode.Id)} ({Printable.Of(effect.Rule.Id)}): {Printable.Of(effect.Message)}"));
        screen.Write(grid);
    }

    private static void Row(Grid grid, string label, IEnumerable<string> lines)
    {
        string first = label;
        foreach (string line in lines)
        {
            grid.AddRow(new Text(first, Styles.Faint), new Text(line));
            first = "";
        }
    }

    private static string[] When(JobDiagnosis job, Finding finding)
    {
        long start = finding.StartUnixNanoseconds;
        long end = finding.EndUnixNanoseconds;
        string still = finding.State == FindingState.Resolved ? "" : ", until the recording ends";
        return
        [
            $"{TimeText.Offset(start, job.StartUnixNanoseconds)} to {TimeText.Offset(end, job.StartUnixNanoseconds)} "
                + $"after the {(job.WorldSize > 0 ? "job's" : "log's")} start, {TimeText.Length(end - start)} long{still}",
            $"{TimeText.Span(start, end, job.StartUnixNanoseconds)}, detected {TimeText.Length(finding.DetectedUnixNanoseconds - start)} after it began",
        ];
    }

    private static string Confidence(double confidence) => double.IsFinite(confidence)
        ? string.Create(CultureInfo.InvariantCulture, $"{confidence * 100:0} %")
        : "unknown";

    private static string Cost(JobDiagnosis job, Diagnosis diagnosis)
    {
        if (!double.IsFinite(diagnosis.LostGpuSeconds))
            return job.WorldSize == 0 ? "not measured: there is no rank" : "unknown";

        string share = QuantityText.Share(diagnosis.LostGpuSeconds, UnixTime.ToSeconds(job.Ledger.GpuNanoseconds));
        return $"{QuantityText.GpuSeconds(diagnosis.LostGpuSeconds)} GPU-seconds, {share} of the job's";
    }

    private static string Evidence(Evidence evidence)
    {
        string text = $"{Printable.Of(evidence.Statistic)} {QuantityText.Of(evidence.Observed, evidence.Unit)}, "
            + $"expected {QuantityText.Of(evidence.Expected, evidence.Unit)}";
        double ratio = evidence.Observed / evidence.Expected;
        // Only a clear excess reads well as a factor.
        return double.IsFinite(ratio) && ratio is >= 1.1 and < 1e6
            ? $"{text} ({ratio.ToString(ratio < 10 ? "0.#" : "#,0", CultureInfo.InvariantCulture)}×)"
            : text;
    }

    private static string[] Missing(ImmutableArray<string> inputs) => inputs.IsEmpty
        ? []
        : [$"{string.Join(", ", inputs.Select(Printable.Of))}: recording these would make it surer"];
}
