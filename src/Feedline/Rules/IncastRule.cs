namespace Feedline.Rules;

/// <summary>FL2002: many send to one, buffers overflow, and throughput collapses into sending again.</summary>
internal sealed class IncastRule : IDiagnosticRule
{
    public RuleDescriptor Descriptor { get; } = new(
        "FL2002", "Incast", FailureMode.Incast, Layer.Fabric, FindingSeverity.Error)
    {
        HelpLink = RuleHelp.Link("FL2002"),
        RequiredSignals = [SignalNames.CollectiveDuration],
        Columns = [.. CommunicationWatch.Columns],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            CommunicationWatch watch = context.State(job, static () => new CommunicationWatch());
            watch.Observe(context, job);
            if (watch.Episode.IsOpen && watch.IsCollapse)
            {
                context.Report(CommunicationDraft.Make(
                    job,
                    watch,
                    watch.IsCrowded
                        ? "Many send to one: its port takes in marked packets, and several senders are told to slow down"
                        : $"Throughput has collapsed: a sender sends {RuleHelp.Share(watch.SentExcess)} more bytes than its peers for the same work",
                    watch.Confidence,
                    new Mitigation(MitigationKind.Investigate, "Look at buffer drops and pause counters of the port towards the named rank."),
                    new Mitigation(MitigationKind.Reconfigure, "Give that port more buffer, pace the senders, or let fewer of them send at once."),
                    new Mitigation(MitigationKind.Reconfigure, "Run collectives on a lossless fabric of their own, with PFC and ECN tuned for it.")));
            }
        }
    }
}
