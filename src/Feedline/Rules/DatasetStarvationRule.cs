using System.Collections.Immutable;
using System.Globalization;

namespace Feedline.Rules;

/// <summary>FL4001: steps wait for input because training data is read or decoded slowly.</summary>
internal sealed class DatasetStarvationRule : IDiagnosticRule
{
    /// <summary>With more than this share of the excess the wait is metadata's alone.</summary>
    private const double MetadataAlone = 0.7;

    /// <summary>Decoding is what is left when all that is measured is taken away; it is not measured itself.</summary>
    private const double DecodeConfidence = 0.8;

    private static readonly ImmutableArray<Mitigation> ForSlow =
    [
        new(MitigationKind.Investigate, "Look at the load and the throttling of the dataset storage; its reads take longer than this run is used to."),
        new(MitigationKind.AddCapacity, "Put a cache tier near the GPUs, or stage the next shards before they are needed."),
        new(MitigationKind.Reconfigure, "Raise the prefetch depth and the number of loader workers, so that a slow read is hidden behind compute."),
    ];

    private static readonly ImmutableArray<Mitigation> ForCold =
    [
        new(MitigationKind.AddCapacity, "Enlarge the cache tier, or put one near the GPUs: the data in use no longer fits into it."),
        new(MitigationKind.Investigate, "Look at what took the cache: another job on the node, memory pressure, a new part of the dataset, a cache that was emptied."),
        new(MitigationKind.Reconfigure, "Read shards in an order that uses each while it is cached, and stage the next ones before they are needed."),
    ];

    private static readonly ImmutableArray<Mitigation> ForDecode =
    [
        new(MitigationKind.Reconfigure, "Give the loader more workers, and those more CPU cores: samples come from storage as fast as ever, preparing them takes longer."),
        new(MitigationKind.Investigate, "Look at what the loader's CPUs do: larger samples, a new augmentation, another process or a CPU limit on the host."),
        new(MitigationKind.Reconfigure, "Prepare samples ahead of the run, or on the GPU."),
    ];

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
            if (watch.Episode.IsOpen && (watch.IsDecode || !(watch.MetadataShare > MetadataAlone)))
                context.Report(Draft(job, watch));
        }
    }

    private static FindingDraft Draft(JobView job, InputWatch watch)
    {
        bool measured = !double.IsNaN(watch.MetadataShare) || watch.IsDecode;
        string who = watch.SlowSlot >= 0 ? $"rank {job.Ranks[watch.SlowSlot].Rank}" : "the slowest rank";
        return new FindingDraft
        {
            Job = job.Job,
            Message = $"Steps wait {RuleHelp.Time(watch.Wait)} for the input of {who} instead of {RuleHelp.Time(watch.NormalWait)}; {Why(watch, measured)}.",
            StartUnixNanoseconds = watch.Episode.Start,
            EndUnixNanoseconds = watch.Episode.End,
            Discriminator = "",
            Subjects = watch.SlowSlot >= 0 ? [RuleHelp.Subject(job, watch.SlowSlot)] : [],
            Severity = watch.Severity(watch.Wait - watch.NormalWait, isNamed: watch.SlowSlot >= 0),
            Confidence = watch.IsDecode ? DecodeConfidence : measured ? 0.6 + (0.38 * (1 - watch.MetadataShare)) : 0.6,
            Evidence = [new Evidence("input wait of the slowest rank, mean", watch.Wait, watch.NormalWait, "s"), .. InputEvidence.Of(watch)],
            MissingInputs =
            [
                .. measured ? Array.Empty<string>() : [SignalNames.StorageOperationDuration],
                .. job.Has(StepColumns.DataWait) ? Array.Empty<string>() : [SignalNames.DataWaitDuration],
            ],
            Mitigations = watch.IsDecode ? ForDecode : watch.Sources.WentCold ? ForCold : ForSlow,
        };
    }

    private static string Why(InputWatch watch, bool measured)
    {
        if (!measured)
            return "whether reads or metadata are slow is not measured";

        if (watch.IsDecode)
        {
            return $"the storage is healthy: {RuleHelp.Time(watch.Decode.Observed)} a rank and step instead of {RuleHelp.Time(watch.Decode.Normal)} "
                + "are spent outside its operations, decoding and preparing samples";
        }

        string reads = $"a rank reads for {RuleHelp.Time(watch.Reads.Observed)} a step instead of {RuleHelp.Time(watch.Reads.Normal)}";
        if (!watch.Sources.WentCold)
            return reads;

        string cold = watch.Sources.AreTold
            ? string.Create(CultureInfo.InvariantCulture, $": reads went cold, a cache serves {watch.Sources.During.HitShare:P0} of them instead of {watch.Sources.Before.HitShare:P0}")
            : ": reads went cold";
        return reads + cold + (watch.Sources.AreRemote ? ", and what it lacks comes over the network" : "");
    }
}
