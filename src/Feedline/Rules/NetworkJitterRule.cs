using System.Collections.Immutable;

namespace Feedline.Rules;

/// <summary>FL2001: pure communication grows and spreads.</summary>
internal sealed class NetworkJitterRule : IDiagnosticRule
{
    /// <summary>Where collectives are not timed, the fabric is what is left when input and computing are taken away.</summary>
    private const double HiddenConfidence = 0.6;

    private static readonly ImmutableArray<Mitigation> Advice =
    [
        new(MitigationKind.Investigate, "Look at the port, cable and switch of the named rank: errors, flaps, pause and ECN counters, competing traffic."),
        new(MitigationKind.Replace, "Drain the link or the node if the counters point at it."),
        new(MitigationKind.Reconfigure, "Run collectives on a lossless fabric of their own, with PFC and ECN tuned for it."),
    ];

    public RuleDescriptor Descriptor { get; } = new(
        "FL2001", "Network jitter", FailureMode.NetworkJitter, Layer.Fabric, FindingSeverity.Warning)
    {
        HelpLink = RuleHelp.Link("FL2001"),
        Columns = [.. CommunicationWatch.Columns, StepColumns.DataWait],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            CommunicationWatch watch = context.State(job, static () => new CommunicationWatch());
            watch.Observe(context, job);
            if (!job.Has(StepColumns.Collective))
            {
                if (job.Has(StepColumns.Compute))
                    ObserveHidden(context, job, watch);
            }
            else if (watch.Episode.IsOpen && watch.IsDecided && !watch.IsCollapse)
            {
                context.Report(CommunicationDraft.Make(job, watch, "The fabric is slow or uneven", watch.Confidence, [.. Advice]));
            }
        }
    }

    private static void ObserveHidden(RuleContext context, JobView job, CommunicationWatch watch)
    {
        HiddenCommunication hidden = watch.Hidden ??= new HiddenCommunication();
        hidden.Observe(context, job);
        if (!hidden.IsNetwork)
            return;

        int slot = hidden.Ports.FaultySlot;
        context.Report(new FindingDraft
        {
            Job = job.Job,
            Message = $"Steps take {RuleHelp.Time(hidden.Rest)} beside input and computing instead of {RuleHelp.Time(hidden.NormalRest)}, and the network's "
                + "counters have risen with it; collectives are not timed, so which link it is "
                + (slot >= 0 ? "is told by the counters of one port alone." : "is not known."),
            StartUnixNanoseconds = hidden.Episode.Start,
            EndUnixNanoseconds = hidden.Episode.End,
            Discriminator = "",
            Subjects = slot >= 0 ? [RuleHelp.Subject(job, slot) with { Device = hidden.Ports.PortOf(slot) }] : [],
            Severity = hidden.Severity(hidden.Rest - hidden.NormalRest, isNamed: slot >= 0),
            Confidence = HiddenConfidence,
            Evidence = [new Evidence("time of a step beside input and computing, mean", hidden.Rest, hidden.NormalRest, "s"), .. hidden.Ports.Evidence(job)],
            MissingInputs = job.Has(StepColumns.DataWait) ? [SignalNames.CollectiveDuration] : [SignalNames.CollectiveDuration, SignalNames.DataWaitDuration],
            Mitigations = Advice,
        });
    }
}
