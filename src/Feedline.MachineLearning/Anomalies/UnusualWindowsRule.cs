using System.Collections.Immutable;
using System.Globalization;

namespace Feedline.MachineLearning;

/// <summary>FL3101: windows of the job's signals are unlike those of its healthy stretches.</summary>
internal sealed class UnusualWindowsRule(WindowAnomalyOptions options) : IDiagnosticRule, IDisposable
{
    public const string Id = "FL3101";

    /// <summary>Steps longer by this share of the usual one are worth a warning: more than of rules that know what they look for.</summary>
    private const double WarningShare = 0.5;

    /// <summary>So many of the numbers that stand out are shown.</summary>
    private const int MostEvidence = 5;

    private const double Confidence = 0.7;

    /// <summary>Unless told otherwise a window must be as rare as one in a thousand to stand out.</summary>
    private const double AlarmScore = 0.999;

    private static readonly ImmutableArray<Mitigation> Advice =
    [
        new(MitigationKind.Investigate, "Look at the signals named first: they differ most from the healthy stretches of this run."),
    ];

    private readonly CancellationTokenSource _stop = new();
    private Func<JobWindows>? _create;

    public RuleDescriptor Descriptor { get; } = new(
        Id, "Unusual windows", FailureMode.Anomaly, Layer.GpuWorkers, FindingSeverity.Info)
    {
        HelpLink = new Uri($"docs/rules/{Id}.md", UriKind.Relative),
        Columns = [.. WindowSignal.All.Select(static signal => signal.Column).OfType<StepColumn>().Append(WindowSignal.Columns.Evaluation).Distinct()],
    };

    /// <summary>Makes the rule with options that are checked.</summary>
    public static UnusualWindowsRule Create(Action<WindowAnomalyOptions>? configure)
    {
        var options = new WindowAnomalyOptions { AlarmScore = AlarmScore };
        configure?.Invoke(options);
        return new UnusualWindowsRule(options.Checked());
    }

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            JobWindows windows = context.State(job, _create ??= () => new JobWindows(options, _stop.Token));
            windows.Observe(context, job);
            if (windows.Episode.IsOpen)
                context.Report(Draft(job, windows));
        }
    }

    /// <summary>Stops trainings under way. Its container calls it; without one they end by themselves, in less than a second.</summary>
    public void Dispose() => _stop.Cancel();

    private static FindingDraft Draft(JobView job, JobWindows windows)
    {
        WindowCulprits culprits = windows.Culprits!;
        double excess = windows.Episode.MeanSeconds - windows.UsualSeconds;
        return new FindingDraft
        {
            Job = job.Job,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"The run is unlike its healthy stretches: {culprits.Describe()}; a step takes {windows.Episode.MeanSeconds:0.###} s instead of {windows.UsualSeconds:0.###} s."),
            StartUnixNanoseconds = windows.Episode.Start,
            EndUnixNanoseconds = windows.Episode.End,
            Discriminator = "",
            Layer = culprits.Layer ?? Layer.GpuWorkers,
            Severity = excess > WarningShare * windows.UsualSeconds ? FindingSeverity.Warning : FindingSeverity.Info,
            Confidence = Confidence,
            Evidence =
            [
                new Evidence("distance from the healthy windows", windows.Episode.Distance, windows.AlarmDistance, "1"),
                .. culprits.Evidence(MostEvidence),
            ],
            Mitigations = Advice,
        };
    }
}
