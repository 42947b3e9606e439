namespace Feedline.Rules;

/// <summary>FL5001: steps wait for input because opening and finding files is slow while reads are healthy.</summary>
internal sealed class MetadataStallRule : IDiagnosticRule
{
    /// <summary>With at least this share of the excess, metadata is a cause of its own.</summary>
    private const double LeastShare = 0.3;

    public RuleDescriptor Descriptor { get; } = new(
        "FL5001", "Metadata stall", FailureMode.MetadataStall, Layer.MetadataService, FindingSeverity.Warning)
    {
        HelpLink = RuleHelp.Link("FL5001"),
        RequiredSignals = [SignalNames.StorageOperationDuration],
        Columns = [.. InputWatch.Columns],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            InputWatch watch = context.State(job, static () => new InputWatch());
            watch.Observe(context, job);
            if (watch.Episode.IsOpen && !watch.IsDecode && watch.MetadataShare >= LeastShare)
                context.Report(Draft(job, watch));
        }
    }

    private static FindingDraft Draft(JobView job, InputWatch watch) => new()
    {
        Job = job.Job,
        Message = $"Steps wait {RuleHelp.Time(watch.Wait)} for input instead of {RuleHelp.Time(watch.NormalWait)}: opening and finding files "
            + $"takes a rank {RuleHelp.Time(watch.Metadata.Observed)} a step instead of {RuleHelp.Time(watch.Metadata.Normal)}.",
        StartUnixNanoseconds = watch.Episode.Start,
        EndUnixNanoseconds = watch.Episode.End,
        Discriminator = "",
        Subjects = watch.SlowSlot >= 0 ? [RuleHelp.Subject(job, watch.SlowSlot)] : [],
        Severity = watch.Severity(watch.Wait - watch.NormalWait, isNamed: watch.SlowSlot >= 0),
        Confidence = 0.6 + (0.38 * watch.MetadataShare),
        Evidence =
        [
            new Evidence("input wait of the slowest rank, mean", watch.Wait, watch.NormalWait, "s"),
            .. InputEvidence.Of(watch),
            new Evidence("share of the excess wait that is metadata", watch.MetadataShare, 0, "1"),
        ],
        MissingInputs = job.Has(StepColumns.DataWait) ? [] : [SignalNames.DataWaitDuration],
        Mitigations =
        [
            new Mitigation(MitigationKind.Investigate, "Look at the metadata service: opens and look-ups are slow while reads are healthy."),
            new Mitigation(MitigationKind.Reconfigure, "Pack samples into shards, so that a step opens few files instead of many."),
            new Mitigation(MitigationKind.AddCapacity, "Add metadata servers or a metadata cache on the client."),
        ],
    };
}
