namespace Feedline.Rules;

/// <summary>FL4001: steps wait for input because training data is read slowly.</summary>
internal sealed class DatasetStarvationRule : IDiagnosticRule
{
    /// <summary>With more than this share of the excess the wait is metadata's alone.</summary>
    private const double MetadataAlone = 0.7;

    public RuleDescriptor Descriptor { get; } = new(
        "FL4001", "Dataset starvation", FailureMode.DatasetStarvation, Layer.DatasetStorage, FindingSeverity.Warning)
    {
        HelpLink = RuleHelp.Link("FL4001"),
        Columns = [.. InputWatch.Columns],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            InputWatch watch = context.State(job, static () => new InputWatch());
            watch.Observe(context, job);
            if (watch.Episode.IsOpen && !(watch.MetadataShare > MetadataAlone))
                context.Report(Draft(job, watch));
        }
    }

    private static FindingDraft Draft(JobView job, InputWatch watch)
    {
        bool measured = !double.IsNaN(watch.MetadataShare);
        string who = watch.SlowSlot >= 0 ? $"rank {job.Ranks[watch.SlowSlot].Rank}" : "the slowest rank";
        string why = measured
            ? $"; a rank reads for {RuleHelp.Time(watch.Reads.Observed)} a step instead of {RuleHelp.Time(watch.Reads.Normal)}"
            : "; whether reads or metadata are slow is not measured";
        return new FindingDraft
        {
            Job = job.Job,
            Message = $"Steps wait {RuleHelp.Time(watch.Wait)} for the input of {who} instead of {RuleHelp.Time(watch.NormalWait)}{why}.",
            StartUnixNanoseconds = watch.Episode.Start,
            EndUnixNanoseconds = watch.Episode.End,
            Discriminator = "",
            Subjects = watch.SlowSlot >= 0 ? [RuleHelp.Subject(job, watch.SlowSlot)] : [],
            Severity = watch.Severity(watch.Wait - watch.NormalWait, isNamed: watch.SlowSlot >= 0),
            Confidence = measured ? 0.6 + (0.38 * (1 - watch.MetadataShare)) : 0.6,
            Evidence =
            [
                new Evidence("input wait of the slowest rank, mean", watch.Wait, watch.NormalWait, "s"),
                .. measured
                    ? [new Evidence("time in dataset reads a rank and step, mean", watch.Reads.Observed, watch.Reads.Normal, "s")]
                    : Array.Empty<Evidence>(),
            ],
            MissingInputs =
            [
                .. measured ? Array.Empty<string>() : [SignalNames.StorageOperationDuration],
                .. job.Has(StepColumns.DataWait) ? Array.Empty<string>() : [SignalNames.DataWaitDuration],
            ],
            Mitigations =
            [
                new Mitigation(MitigationKind.Investigate, "Look at the load and the throttling of the dataset storage; its reads take longer than this run is used to."),
                new Mitigation(MitigationKind.AddCapacity, "Put a cache tier near the GPUs, or stage the next shards before they are needed."),
                new Mitigation(MitigationKind.Reconfigure, "Raise the prefetch depth and the number of loader workers, so that a slow read is hidden behind compute."),
            ],
        };
    }
}
