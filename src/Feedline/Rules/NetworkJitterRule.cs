namespace Feedline.Rules;

/// <summary>FL2001: pure communication grows and spreads.</summary>
internal sealed class NetworkJitterRule : IDiagnosticRule
{
    public RuleDescriptor Descriptor { get; } = new(
        "FL2001", "Network jitter", FailureMode.NetworkJitter, Layer.Fabric, FindingSeverity.Warning)
    {
        HelpLink = RuleHelp.Link("FL2001"),
        RequiredSignals = [SignalNames.CollectiveDuration],
        Columns = [.. CommunicationWatch.Columns],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            CommunicationWatch watch = context.State(job, static () => new CommunicationWatch());
            watch.Observe(context, job);
            if (watch.Episode.IsOpen && watch.IsDecided && !watch.IsCollapse)
            {
                context.Report(CommunicationDraft.Make(
                    job,
                    watch,
                    "The fabric is slow or uneven",
                    watch.Confidence,
                    new Mitigation(MitigationKind.Investigate, "Look at the port, cable and switch of the named rank: errors, flaps, pause and ECN counters, competing traffic."),
                    new Mitigation(MitigationKind.Replace, "Drain the link or the node if the counters point at it."),
                    new Mitigation(MitigationKind.Reconfigure, "Run collectives on a lossless fabric of their own, with PFC and ECN tuned for it.")));
            }
        }
    }
}
