namespace Feedline.MachineLearning.Classification;

/// <summary>Replays a labelled recording and collects its windows: the classifier learns from what it will see in an engine.</summary>
internal sealed class WindowCollector : IDiagnosticRule
{
    /// <summary>Of a window's rows at least this share must lie in a fault for the window to be of it; less, and it is of nothing clear.</summary>
    private const double LeastShare = 0.5;

    /// <summary>A hang is one once this many windows' worth of time, or this many seconds, have passed without a step.</summary>
    private static readonly long HangAfter = UnixTime.FromSeconds(3);

    /// <summary>For so long after a fault nothing is clear: queues drain, ranks catch up, a job that lost workers starts anew.</summary>
    private static readonly long Recovery = UnixTime.FromSeconds(5);
    private static readonly long RestartRecovery = UnixTime.FromSeconds(15);

    private readonly string _name;
    private readonly IReadOnlyList<KnownFault> _faults;
    private readonly List<LabelledWindow> _windows = [];
    private long _lastStep = long.MinValue;

    private WindowCollector(string name, IReadOnlyList<KnownFault> faults) => (_name, _faults) = (name, faults);

    public RuleDescriptor Descriptor { get; } = new(
        "collect-windows", "Collects windows", new FailureMode("none"), Layer.OrchestrationScheduler, FindingSeverity.Info)
    {
        Columns = [.. ClassifierColumns.All],
    };

    /// <summary>Replays a recording to its end.</summary>
    /// <param name="name">The recording's name.</param>
    /// <param name="recording">The recording; read from where it is.</param>
    /// <param name="faults">What is known to have gone wrong in it.</param>
    /// <param name="cancellationToken">Ends the replay early.</param>
    /// <returns>Its windows, one an evaluation, from when the run's normal is known.</returns>
    public static IReadOnlyList<LabelledWindow> Collect(
        string name, IRecordedSource recording, IReadOnlyList<KnownFault> faults, CancellationToken cancellationToken = default)
    {
        var collector = new WindowCollector(name, faults);
        using DiagnosticEngine engine = new DiagnosticEngineBuilder { Options = new FeedlineOptions { EvaluationBudget = null, UseBuiltInRules = false } }
            .AddRule(collector)
            .Build();
        RecordingReplay.Run(engine, recording, cancellationToken: cancellationToken);
        if (engine.GetRuleStatus()[0].LastFailure is { } failure)
            throw new InvalidOperationException($"{name}: {failure}");

        // After the last step nobody can tell the end of the run from a hang.
        return [.. collector._windows.Where(window => window.UnixNanoseconds <= collector._lastStep)];
    }

    public void Evaluate(RuleContext context)
    {
        foreach (JobView job in context.Jobs)
        {
            if (job.Ranks.Length < 2)
                continue;

            WindowWatch watch = context.State(job, static () => new WindowWatch());
            watch.Observe(context, job);
            if (!watch.IsReady)
                continue;

            var features = new double[WindowWatch.FeatureCount];
            watch.Read(context, job, features);

            foreach (ref readonly RankProgress rank in job.Ranks)
                _lastStep = Math.Max(_lastStep, rank.StepUnixNanoseconds);

            _windows.Add(Label(context.NowUnixNanoseconds, watch, features));
        }
    }

    private LabelledWindow Label(long now, WindowWatch watch, double[] features)
    {
        var modes = new List<FailureMode>();
        bool isClear = true;
        foreach (KnownFault fault in _faults)
        {
            bool? isOf = IsOf(fault, now, watch);
            isClear &= isOf is not null;
            if (isOf == true && !modes.Contains(fault.Mode))
                modes.Add(fault.Mode);
        }

        return new LabelledWindow(_name, now, features, modes, isClear);
    }

    /// <summary>Whether a window is of a fault; null where it cannot be said.</summary>
    private static bool? IsOf(in KnownFault fault, long now, WindowWatch watch)
    {
        if (fault.Mode == FailureMode.CheckpointStall)
            return IsOfStall(fault, now, watch.Checkpoints);

        if (now <= fault.Start || watch.StartOf(0) >= fault.End + (fault.Mode == FailureMode.WorkerLoss ? RestartRecovery : Recovery))
            return false;

        if (fault.Mode == FailureMode.Hang)
            return now < fault.End && now - fault.Start >= Math.Max(HangAfter, UnixTime.FromSeconds(10 * watch.NormalStep)) ? true : null;

        if (fault.Mode == FailureMode.WorkerLoss)
            return now - fault.Start >= UnixTime.FromSeconds(1) && now < fault.End + Recovery ? true : null;

        return now < fault.End && Share(fault, watch) >= LeastShare ? true : null;
    }

    /// <summary>A stall shows in checkpoints alone: from the first in it to the first after it.</summary>
    private static bool? IsOfStall(in KnownFault fault, long now, CheckpointWatch checkpoints)
    {
        if (now <= fault.Start)
            return false;

        bool isLast = checkpoints.LastEnd > fault.Start && checkpoints.LastStart < fault.End;
        return isLast && now < fault.End ? true
            : now >= fault.End && checkpoints.LastStart >= fault.End ? false
            : null;
    }

    private static double Share(in KnownFault fault, WindowWatch watch)
    {
        int count = 0;
        for (int row = 0; row < WindowWatch.Rows; row++)
            count += watch.EndOf(row) > fault.Start && watch.StartOf(row) < fault.End ? 1 : 0;

        return count / (double)WindowWatch.Rows;
    }
}
