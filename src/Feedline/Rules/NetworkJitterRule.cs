using System.Collections.Immutable;

namespace Feedline.Rules;

/// <summary>FL2001: pure communication grows and spreads.</summary>
internal sealed class NetworkJitterRule : IDiagnosticRule
{
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
                if (hidden.IsNetwork && hidden.IsDecided && !hidden.IsCollapse)
                    context.Report(CommunicationDraft.Make(job, hidden, "", [.. Advice]));
            }
            else if (watch.Episode.IsOpen && watch.IsDecided && !watch.IsCollapse)
            {
                context.Report(CommunicationDraft.Make(job, watch, "The fabric is slow or uneven", watch.Confidence, [.. Advice]));
            }
        }
    }
}
