using System.Collections.Immutable;

namespace Feedline;

/// <summary>Takes samples in, evaluates rules over them, and keeps the findings.</summary>
/// <remarks>
/// <para>
/// Made by <see cref="DiagnosticEngineBuilder"/> or by a container. It has no timers, no threads and no static state: an
/// evaluation happens on the caller's thread when the caller wants one, and a process may have many engines.
/// </para>
/// <para>
/// Threads: <see cref="Writer"/>, <see cref="Store"/>, <see cref="Findings"/>, <see cref="ActiveFindings"/>, <see cref="GetRuleStatus"/> and
/// <see cref="Dispose"/> may be used by any thread at any time. Evaluations follow each other: one that begins during another
/// throws <see cref="InvalidOperationException"/>, also when a rule or a sink begins it.
/// </para>
/// <para>
/// An evaluation never throws for a fault of a rule, a source or a sink: the fault is caught, counted, and told in
/// <see cref="EvaluationReport.Failures"/>. What cannot be helped from within a process: a rule that never returns holds the
/// evaluating thread, because code that does not look at its cancellation token cannot be stopped; and a stack overflow ends
/// the process.
/// </para>
/// </remarks>
public sealed partial class DiagnosticEngine : IDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly SignalStore _store;
    private readonly StepTable _steps;
    private readonly JobLedgers _ledgers = new();
    private readonly FindingBook _book;
    private readonly QuarantineFindings _quarantines;
    private readonly ImmutableArray<RuleSlot> _rules;
    private readonly ImmutableArray<SourceSlot> _sources;
    private readonly ImmutableArray<SinkSlot> _sinks;
    private readonly TimeSpan? _budget;
    private readonly PauseWatch _pauses;
    private readonly EngineTelemetry _telemetry;
    private readonly List<EvaluationFailure> _failures = [];
    private int _busy;
    private int _disposed;
    private bool _started;

    internal DiagnosticEngine(EngineDefinition definition)
    {
        FeedlineOptions options = definition.Options;
        _timeProvider = definition.TimeProvider;
        _store = new SignalStore(options.Store, _timeProvider);
        _steps = new StepTable(
            _store,
            [
                .. definition.Rules.Where(rule => rule.Options.Enabled).SelectMany(rule => DraftCheck.OrEmpty(rule.Descriptor.Columns))
                    .Concat(JobLedger.Columns).Distinct(),
            ],
            options.StepRowsKept);
        _book = new FindingBook(options.MaxFindingsKept);
        _quarantines = new QuarantineFindings(definition.EngineRuleOptions, _book);
        var scratch = new ScratchArena();
        _rules =
        [
            .. definition.Rules.Select(rule =>
                new RuleSlot(rule, options.QuarantineAfterFailures, _store, _steps, scratch, _book)),
        ];
        _sources = [.. definition.Sources.Select(source => new SourceSlot(source))];
        _sinks = [.. definition.Sinks.Select(sink => new SinkSlot(sink))];
        _budget = options.EvaluationBudget;
        _pauses = new PauseWatch(_timeProvider);
        _telemetry = new EngineTelemetry(_store, definition.MeterFactory, definition.LoggerFactory);
        Rules = [.. _rules.Select(rule => rule.Descriptor)];
    }

    /// <summary>Where samples go. Any thread may write, also after <see cref="Dispose"/>, when nobody looks any more.</summary>
    public ISignalWriter Writer => _store;

    /// <summary>What was written and is kept. Any thread may read it, also beside writers.</summary>
    public SignalStore Store => _store;

    /// <summary>The rules in the order they are evaluated, disabled ones included.</summary>
    public IReadOnlyList<RuleDescriptor> Rules { get; }

    /// <summary>
    /// The findings that hold, in the order they opened, each as of the evaluation that changed it last. An immutable snapshot.
    /// </summary>
    public ImmutableArray<Finding> ActiveFindings => _book.Snapshot.Active;

    /// <summary>
    /// All findings so far in the order they opened, resolved ones included. An immutable snapshot, bounded by <see cref="FeedlineOptions.MaxFindingsKept"/>; see <see cref="FindingsDropped"/>.
    /// </summary>
    public ImmutableArray<Finding> Findings => _book.Snapshot.All;

    /// <summary>How many resolved findings were dropped from <see cref="Findings"/> to stay within the bound.</summary>
    public long FindingsDropped => _book.Dropped;

    /// <summary>Says of each rule, in the order of <see cref="Rules"/>, whether it runs, and if not, why.</summary>
    public IReadOnlyList<RuleStatus> GetRuleStatus()
    {
        var statuses = new RuleStatus[_rules.Length];
        for (int i = 0; i < statuses.Length; i++)
            statuses[i] = _rules[i].GetStatus();

        return statuses;
    }

    /// <summary>Starts the sources. Without sources there is no need to; a second call does nothing.</summary>
    /// <remarks>
    /// A source that fails to start harms neither the host nor the other sources: the fault is logged, counted, and told in
    /// the failures of the next evaluation. The source is not asked for samples and not tried again.
    /// </remarks>
    /// <exception cref="InvalidOperationException">An evaluation is under way.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public void Start()
    {
        Enter();
        try
        {
            if (_started)
                return;

            _started = true;
            foreach (SourceSlot source in _sources)
                NoteSource(source.Start(_store));
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends the sources and the engine's own telemetry. Findings stay readable. A second call does nothing.</summary>
    /// <remarks>An evaluation under way on another thread ends normally. Rules and sinks belong to whoever made them.</remarks>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        foreach (SourceSlot source in _sources)
        {
            if (source.Dispose() is { } failure)
                _telemetry.SourceFailed(failure);
        }

        _telemetry.Dispose();
    }

    private void Enter()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            throw new InvalidOperationException("An evaluation of this engine is under way: evaluations follow each other.");
    }

    private void Leave() => Volatile.Write(ref _busy, 0);

    private void NoteSource(EvaluationFailure? failure)
    {
        if (failure is null)
            return;

        _failures.Add(failure);
        _telemetry.SourceFailed(failure);
    }
}
