namespace Feedline;

/// <summary>What one rule sees. Each rule has its own, so that a context kept from one rule is of no use to another.</summary>
internal sealed class EngineRuleContext(
    RuleDescriptor rule, RuleFindings findings, FindingBook book, SignalStore store, StepTable steps, ScratchArena scratch) : RuleContext
{
    private readonly Dictionary<JobView, object> _states = new(ReferenceEqualityComparer.Instance);
    private readonly OrderedDictionary<FindingKey, FindingDraft> _drafts = [];
    private int _newInThisRun;
    private int _thread;
    private long _now;
    private CancellationToken _cancellationToken;

    public override long NowUnixNanoseconds
    {
        get
        {
            ThrowIfOutside();
            return _now;
        }
    }

    public override CancellationToken CancellationToken
    {
        get
        {
            ThrowIfOutside();
            return _cancellationToken;
        }
    }

    public override ReadOnlySpan<JobView> Jobs
    {
        get
        {
            ThrowIfOutside();
            return steps.Jobs;
        }
    }

    public override ReadOnlySpan<Finding> ActiveFindings
    {
        get
        {
            ThrowIfOutside();
            return book.Snapshot.Active.AsSpan();
        }
    }

    /// <summary>What the rule reported in this run, by key.</summary>
    public OrderedDictionary<FindingKey, FindingDraft> Drafts => _drafts;

    /// <summary>How many reports of this run found no room.</summary>
    public int Dropped { get; private set; }

    /// <summary>How many reports of this run were taken.</summary>
    public int Reports { get; private set; }

    /// <summary>What was wrong with the first invalid report of this run; null when there was none.</summary>
    public ArgumentException? Refusal { get; private set; }

    public override ReadOnlySpan<SeriesKey> Series(string signal)
    {
        ThrowIfOutside();
        ArgumentNullException.ThrowIfNull(signal);
        return store.Series(signal);
    }

    public override SampleWindow Window(SeriesKey series, WindowSpec window)
    {
        ThrowIfOutside();
        ArgumentNullException.ThrowIfNull(series);
        int index = store.IndexOf(series);
        return index >= 0
            ? store.Window(index, window, _now)
            : throw new ArgumentException($"The series {series} is not of this engine's store.", nameof(series));
    }

    public override Span<double> Scratch(int length)
    {
        ThrowIfOutside();
        return scratch.Take(length);
    }

    public override T State<T>(JobView job, Func<T> create)
    {
        ThrowIfOutside();
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(create);
        if (_states.TryGetValue(job, out object? state))
        {
            return state as T ?? throw new InvalidOperationException(
                $"Rule {rule.Id} keeps a {state.GetType().Name} for the job, not a {typeof(T).Name}: a rule has one state a job.");
        }

        T made = create() ?? throw new InvalidOperationException($"Rule {rule.Id} made a state that is null.");
        _states.Add(job, made);
        return made;
    }

    public override void Report(FindingDraft finding)
    {
        ThrowIfOutside();
        ArgumentNullException.ThrowIfNull(finding);
        if (DraftCheck.Explain(finding) is { } fault)
        {
            Refusal ??= new ArgumentException($"Rule {rule.Id} reported an invalid finding: {fault}");
            return;
        }

        var key = new FindingKey(rule.Id, finding.Job, finding.Discriminator ?? SubjectText.Of(DraftCheck.OrEmpty(finding.Subjects)));
        if (_drafts.TryGetValue(key, out FindingDraft? before))
        {
            // Twice the same condition in one run: the later words, the whole stretch of time.
            _drafts[key] = finding with
            {
                StartUnixNanoseconds = Math.Min(before.StartUnixNanoseconds, finding.StartUnixNanoseconds),
                EndUnixNanoseconds = Math.Max(before.EndUnixNanoseconds, finding.EndUnixNanoseconds),
            };
        }
        else if (findings.HasRoomFor(key, _newInThisRun))
        {
            _drafts.Add(key, finding);
            if (!findings.IsFollowed(key))
                _newInThisRun++;
        }
        else
        {
            Dropped++;
            return;
        }

        Reports++;
    }

    public override bool Support(Finding finding, double confidence, Evidence evidence)
    {
        ThrowIfOutside();
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(evidence);
        if (!(confidence is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is from 0 to 1.");

        return finding.Key.RuleId != rule.Id
            ? book.Support(finding.Key, rule.Id, confidence, evidence)
            : throw new ArgumentException($"Rule {rule.Id} supports a finding of its own.", nameof(finding));
    }

    /// <summary>Opens the context for one run, on the calling thread.</summary>
    public void Begin(long now, CancellationToken cancellationToken)
    {
        if (_drafts.Count > 0)
            _drafts.Clear();

        _newInThisRun = 0;
        Dropped = 0;
        Reports = 0;
        Refusal = null;
        _now = now;
        _cancellationToken = cancellationToken;
        store.ResetWindows();
        scratch.Reset();
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
    }

    /// <summary>Closes the context: whoever kept it can do nothing with it.</summary>
    public void End() => Volatile.Write(ref _thread, 0);

    /// <summary>Forgets the rule's state, which may be what makes it fail.</summary>
    public void ForgetStates() => _states.Clear();

    // One comparison answers both questions: is the run over, and is this another thread.
    private void ThrowIfOutside()
    {
        if (Volatile.Read(ref _thread) != Environment.CurrentManagedThreadId)
            ThrowOutside();
    }

    private void ThrowOutside() => throw new InvalidOperationException(
        $"The context of rule {rule.Id} is valid only during Evaluate, on the evaluating thread.");
}
