using System.Collections.Immutable;

namespace Feedline.Rules;

/// <summary>FL2002: many send to one, buffers overflow, and throughput collapses into sending again.</summary>
internal sealed class IncastRule : IDiagnosticRule
{
    private static readonly ImmutableArray<Mitigation> Advice =
    [
        new(MitigationKind.Investigate, "Look at buffer drops and pause counters of the port towards the named rank."),
        new(MitigationKind.Reconfigure, "Give that port more buffer, pace the senders, or let fewer of them send at once."),
        new(MitigationKind.Reconfigure, "Run collectives on a lossless fabric of their own, with PFC and ECN tuned for it."),
    ];

    public RuleDescriptor Descriptor { get; } = new(
        "FL2002", "Incast", FailureMode.Incast, Layer.Fabric, FindingSeverity.Error)
    {
        HelpLink = RuleHelp.Link("FL2002"),
        RequiredSignals = [SignalNames.CollectiveDuration + "|" + SignalNames.ComputeDuration],
        Columns = [.. CommunicationWatch.Columns],
    };

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            CommunicationWatch watch = context.State(job, static () => new CommunicationWatch());
            watch.Observe(context, job);
            if (watch.Hidden is { } hidden)
            {
                if (hidden.IsNetwork && hidden.IsCollapse)
                    context.Report(CommunicationDraft.Make(job, hidden, What(hidden.Ports, hidden.SentExcess) + ": ", [.. Advice]));
            }
            else if (watch.Episode.IsOpen && watch.IsCollapse)
            {
                context.Report(CommunicationDraft.Make(job, watch, What(watch.Ports, watch.SentExcess), watch.Confidence, [.. Advice]));
            }
        }
    }

    private static string What(FabricPorts ports, double sentExcess) => ports.CrowdedSlot >= 0
        ? "Many send to one: its port takes in marked packets, and several senders are told to slow down"
        : $"Throughput has collapsed: a sender sends {RuleHelp.Share(sentExcess)} more bytes than its peers for the same work";
}
