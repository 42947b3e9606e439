using System.Collections.Immutable;

namespace Feedline;

/// <summary>A rule in its engine: its policy, its context, its findings and how it fares.</summary>
/// <remarks>Driven by the evaluating thread. The status may be asked for by any thread; a short lock keeps it whole.</remarks>
internal sealed class RuleSlot
{
    private readonly Lock _gate = new();
    private readonly SignalStore _store;
    private readonly RuleFindings _findings;
    private readonly EngineRuleContext _context;
    private readonly bool _enabled;
    private readonly long _period;
    private ImmutableArray<string> _missing = [];
    private bool _hasAllSignals;
    private RuleOutcome _outcome = RuleOutcome.NotYetRun;
    private long _lastRun;
    private long _evaluations;
    private readonly string[][] _required;
    private long _reports;
    private long _dropped;
    private long _failures;
    private string? _lastFailure;

    public RuleSlot(RuleRegistration registration, int quarantineAfter, SignalStore store, StepTable steps, ScratchArena scratch, FindingBook book)
    {
        Rule = registration.Rule;
        Descriptor = registration.Descriptor;
        Quarantine = new Quarantine(quarantineAfter);
        _store = store;
        _required = [.. Descriptor.RequiredSignals.Select(static signals => signals.Split('|'))];
        _enabled = registration.Options.Enabled;
        _period = UnixTime.ToNanoseconds(registration.Options.Period);
        _findings = new RuleFindings(Descriptor, registration.Options, book);
        _context = new EngineRuleContext(Descriptor, _findings, book, store, steps, scratch);
        if (!_enabled)
            _outcome = RuleOutcome.Disabled;
    }

    public IDiagnosticRule Rule { get; }

    public RuleDescriptor Descriptor { get; }

    public Quarantine Quarantine { get; }

    /// <summary>Whether the rule is to run in this evaluation; if not, its status says why.</summary>
    public bool IsDue(long now)
    {
        if (!_enabled)
            return false;

        if (Quarantine.Holds(now))
            return Skip(RuleOutcome.Quarantined);

        // A clock that was set back must not silence a rule until it has caught up.
        if (_period > 0 && _evaluations > 0 && now >= _lastRun && now - _lastRun < _period)
            return Skip(RuleOutcome.NotDue);

        return HasAllSignals() || Skip(RuleOutcome.MissingSignals);
    }

    /// <summary>Notes that the rule was due but did not get its turn.</summary>
    public void Defer() => Skip(RuleOutcome.Deferred);

    /// <summary>Runs the rule and keeps whatever it throws from going further.</summary>
    /// <returns>What it threw, or what was wrong with its reports; null when all went well.</returns>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled. The run counts for nothing.</exception>
    public Exception? Run(long now, CancellationToken cancellationToken)
    {
        Exception? fault = null;
        _context.Begin(now, cancellationToken);
        try
        {
            Rule.Evaluate(_context);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            fault = exception;
        }
        finally
        {
            _context.End();
        }

        // A rule that threw may have reported half of what holds: neither its words nor its silence count.
        if (fault is null)
        {
            _findings.Apply(_context.Drafts, _context.Refusal is null, now);
            fault = _context.Refusal;
        }

        return fault;
    }

    /// <summary>Notes that the rule ran and all went well.</summary>
    /// <returns>True when that ends a quarantine.</returns>
    public bool Succeed(long now)
    {
        lock (_gate)
        {
            bool released = Quarantine.IsOn;
            Quarantine.Succeed();
            NoteRun(RuleOutcome.Ran, now);
            return released;
        }
    }

    /// <summary>Notes that the rule ran and failed.</summary>
    public void Fail(long now, Exception exception)
    {
        lock (_gate)
        {
            Quarantine.Fail(now);
            _failures++;
            _lastFailure = $"{exception.GetType().Name}: {exception.Message}";
            NoteRun(RuleOutcome.Failed, now);
        }

        if (Quarantine.IsOn)
            _context.ForgetStates();
    }

    public RuleStatus GetStatus()
    {
        lock (_gate)
        {
            return new RuleStatus
            {
                RuleId = Descriptor.Id,
                Outcome = _outcome,
                MissingSignals = _missing,
                LastRun = _evaluations > 0 ? UnixTime.ToDateTimeOffset(_lastRun) : null,
                Evaluations = _evaluations,
                Reports = _reports,
                DroppedReports = _dropped,
                Failures = _failures,
                LastFailure = _lastFailure,
                QuarantinedUntil = Quarantine.IsOn ? UnixTime.ToDateTimeOffset(Quarantine.Until) : null,
            };
        }
    }

    private void NoteRun(RuleOutcome outcome, long now)
    {
        _outcome = outcome;
        _lastRun = now;
        _evaluations++;
        _reports += _context.Reports;
        _dropped += _context.Dropped;
    }

    private bool Skip(RuleOutcome outcome)
    {
        lock (_gate)
            _outcome = outcome;

        return false;
    }

    private bool HasAllSignals()
    {
        // Series never go away, so what was there once needs no second look.
        if (_hasAllSignals)
            return true;

        int missing = 0;
        foreach (string[] anyOf in _required)
        {
            if (IsMissing(anyOf))
                missing++;
        }

        _hasAllSignals = missing == 0;
        if (missing != _missing.Length)
        {
            ImmutableArray<string> names = [.. Descriptor.RequiredSignals.Where((_, i) => IsMissing(_required[i]))];
            lock (_gate)
                _missing = names;
        }

        return _hasAllSignals;
    }

    private bool IsMissing(string[] anyOf)
    {
        foreach (string signal in anyOf)
        {
            if (!_store.Series(signal).IsEmpty)
                return false;
        }

        return true;
    }
}
