using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Feedline.Tool.Analysis;
using Feedline.Tool.Planning;

namespace Feedline.Tool.Json;

/// <summary>Writes reports for programs.</summary>
internal static class JsonReport
{
    private const int SchemaVersion = 1;

    // The output goes to files and pipes, not into HTML: quotes and dashes in messages stay readable.
    private static readonly ReportJsonContext Context = new(
        new JsonSerializerOptions(ReportJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(AnalysisReport report)
    {
        InputsDocument inputs = Inputs(report.Inputs);
        SkippedRuleDocument[] skipped = [.. report.SkippedRules.Select(skip => new SkippedRuleDocument(
            skip.Rule.Id, skip.Rule.FailureMode.Id, skip.MissingSignals, skip.Failure))];
        if (report.Jobs.Count > 1)
            return Write(new AnalysesDocument(SchemaVersion, [.. report.Jobs.Select(Job)], skipped, inputs), Context.AnalysesDocument);

        JobDocument job = report.Jobs.Count == 1 ? Job(report.Jobs[0]) : NoJob();
        return Write(
            new AnalysisDocument(SchemaVersion, job.Job, job.WorldSize, job.Window, job.Findings, job.Ledger, skipped, inputs),
            Context.AnalysisDocument);
    }

    public static string Write(IReadOnlyList<RuleDescriptor> rules) => Write(
        new RulesDocument(SchemaVersion, [.. rules.Select(Rule)]), Context.RulesDocument);

    public static string Write(Plan plan) => Write(PlanJson.Document(SchemaVersion, plan), Context.PlanDocument);

    private static string Write<T>(T document, JsonTypeInfo<T> type) => JsonSerializer.Serialize(document, type) + "\n";

    private static JobDocument Job(JobDiagnosis job) => new(
        job.Job,
        job.WorldSize,
        new WindowDocument(JsonTime.Of(job.StartUnixNanoseconds), JsonTime.Of(job.EndUnixNanoseconds)),
        [.. job.Diagnoses.Select(Finding)],
        Ledger(job));

    // An empty ledger instead of none, so that a program need not ask before it loops over the losses.
    private static JobDocument NoJob() => new(
        null, 0, new WindowDocument(null, null), [], new LedgerDocument(0, 0, [], 0, 0, []));

    private static FindingDocument Finding(Diagnosis diagnosis)
    {
        Finding root = diagnosis.Root;
        return new FindingDocument(
            root.Rule.Id,
            root.FailureMode.Id,
            root.Layer.ToId(),
            JsonIds.Of(root.Severity),
            Finite(root.Confidence),
            JsonIds.Of(root.State),
            JsonTime.Of(root.StartUnixNanoseconds),
            JsonTime.Of(root.EndUnixNanoseconds),
            JsonTime.Of(root.DetectedUnixNanoseconds),
            Subjects(root.Subjects),
            double.IsFinite(diagnosis.LostGpuSeconds) ? Seconds(UnixTime.FromSeconds(diagnosis.LostGpuSeconds)) : null,
            root.Message,
            [.. root.Evidence.Select(evidence => new EvidenceDocument(
                evidence.Statistic, Finite(evidence.Observed), Finite(evidence.Expected), evidence.Unit))],
            root.MissingInputs,
            [.. root.Mitigations.Select(mitigation => new MitigationDocument(JsonIds.Of(mitigation.Kind), mitigation.Description))],
            [.. diagnosis.Effects.Select(effect => new EffectDocument(
                effect.Rule.Id, effect.FailureMode.Id, JsonIds.Of(effect.Severity), effect.Message))]);
    }

    private static LedgerDocument Ledger(JobDiagnosis job) => new(
        Seconds(job.Ledger.GpuNanoseconds),
        Seconds(job.Ledger.ProductiveNanoseconds),
        [.. job.Ledger.Losses.Select(loss => new LossDocument(
            loss.Cause, loss.Layer.ToId(), Seconds(loss.GpuNanoseconds),
            [.. loss.Parts.Select(part => new LossPartDocument(JsonIds.Of(part.Category), Subjects(part.Subjects), Seconds(part.GpuNanoseconds)))]))],
        Seconds(job.Ledger.UnattributedNanoseconds),
        job.Ledger.Goodput,
        [.. job.Windows.Select(Window)]);

    private static LedgerWindowDocument Window(LedgerWindow window) => new(
        JsonTime.Of(window.StartUnixNanoseconds),
        JsonTime.Of(window.EndUnixNanoseconds),
        Seconds(window.Ledger.GpuNanoseconds),
        Seconds(window.Ledger.ProductiveNanoseconds),
        [.. window.Ledger.Losses.Select(loss => new WindowLossDocument(loss.Cause, loss.Layer.ToId(), Seconds(loss.GpuNanoseconds)))],
        Seconds(window.Ledger.UnattributedNanoseconds),
        window.Ledger.Goodput);

    private static IReadOnlyList<SubjectDocument> Subjects(ImmutableArray<Subject> subjects) =>
        [.. subjects.Select(subject => new SubjectDocument(subject.Rank, subject.Node, subject.Device, subject.Key))];

    private static InputsDocument Inputs(InputSummary inputs) => new(
        inputs.Points,
        inputs.Series,
        [.. inputs.Dropped.Select(dropped => new DroppedDocument(
            dropped.Reason, dropped.Count, dropped.File, dropped.Line, dropped.Detail))],
        inputs.Files,
        [.. inputs.SkippedFiles.Select(skipped => new SkippedFileDocument(skipped.Path, skipped.Reason))]);

    private static RuleDocument Rule(RuleDescriptor rule) => new(
        rule.Id,
        rule.Title,
        rule.Layer.ToId(),
        rule.FailureMode.Id,
        JsonIds.Of(rule.DefaultSeverity),
        rule.RequiredSignals,
        rule.HelpLink?.ToString());

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static decimal Seconds(long nanoseconds) => nanoseconds / (decimal)UnixTime.NanosecondsPerSecond;
}
