using System.Diagnostics;

namespace Feedline;

public sealed partial class DiagnosticEngine
{
    // The rule that goes first: the first of those that had to wait, else the first of all.
    private int _first;

    /// <summary>Asks the sources for samples, then runs the rules, as of the present time of the engine's clock.</summary>
    /// <param name="cancellationToken">Ends the evaluation between two rules, or within a rule that looks at it.</param>
    /// <returns>What happened.</returns>
    /// <exception cref="OperationCanceledException">
    /// Cancelled. What the rules before found counts and went to the sinks; rules that had no turn go first next time. Faults
    /// up to then show in <see cref="GetRuleStatus"/> and the engine's telemetry.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another evaluation of this engine is under way.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public EvaluationReport Evaluate(CancellationToken cancellationToken = default)
    {
        Enter();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan pause = _pauses.Measure();
            return Run(UnixTime.ToNanoseconds(_timeProvider.GetUtcNow()), pause, cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Asks the sources for samples, then runs the rules, as of a given time: that of the data, when it has its own.</summary>
    /// <param name="now">The time of the evaluation. Rules see it as the present; periods and back-off count by it.</param>
    /// <param name="cancellationToken">Ends the evaluation between two rules, or within a rule that looks at it.</param>
    /// <returns>What happened.</returns>
    /// <exception cref="OperationCanceledException">
    /// Cancelled. What the rules before found counts and went to the sinks; rules that had no turn go first next time. Faults
    /// up to then show in <see cref="GetRuleStatus"/> and the engine's telemetry.
    /// </exception>
    /// <exception cref="OverflowException">The time is outside 1677 to 2262.</exception>
    /// <exception cref="InvalidOperationException">Another evaluation of this engine is under way.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public EvaluationReport EvaluateAt(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        EvaluateAt(UnixTime.ToNanoseconds(now), cancellationToken);

    /// <summary>As the public one, to the nanosecond.</summary>
    internal EvaluationReport EvaluateAt(long nowUnixNanoseconds, CancellationToken cancellationToken = default)
    {
        Enter();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Run(nowUnixNanoseconds, TimeSpan.Zero, cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    private EvaluationReport Run(long now, TimeSpan ownPause, CancellationToken cancellationToken)
    {
        long started = _timeProvider.GetTimestamp();
        using Activity? activity = _telemetry.StartEvaluation();
        if (_started)
        {
            foreach (SourceSlot source in _sources)
                NoteSource(source.Collect());
        }

        _steps.Update();
        (int evaluated, int deferred) = RunRules(now, cancellationToken);
        IReadOnlyList<Finding> findings = _book.Publish();
        _ledgers.Update(_steps.Jobs, _book.Snapshot.All);
        if (findings.Count > 0)
            Emit(findings);

        EvaluationFailure[] failures = TakeFailures();
        TimeSpan elapsed = _timeProvider.GetElapsedTime(started);
        _telemetry.Evaluated(activity, elapsed, evaluated, deferred, findings);
        if (deferred > 0)
            cancellationToken.ThrowIfCancellationRequested();

        return new EvaluationReport(evaluated, deferred, elapsed, ownPause, findings, failures);
    }

    private (int Evaluated, int Deferred) RunRules(long now, CancellationToken cancellationToken)
    {
        int evaluated = 0;
        int deferred = 0;
        int first = _first;
        _first = 0;
        bool timed = _budget is not null || _telemetry.WantsRuleDuration;
        TimeSpan pauses = _budget is null ? TimeSpan.Zero : GC.GetTotalPauseDuration();
        long begin = timed ? _timeProvider.GetTimestamp() : 0;
        long last = begin;
        for (int i = 0; i < _rules.Length; i++)
        {
            int index = first + i;
            index = index < _rules.Length ? index : index - _rules.Length;
            RuleSlot rule = _rules[index];
            if (!rule.IsDue(now))
                continue;

            bool isSpent = evaluated > 0 && _budget is { } budget && _timeProvider.GetElapsedTime(begin, last) >= budget;
            if (isSpent || !TryRun(rule, now, timed, pauses, ref last, cancellationToken))
            {
                rule.Defer();
                if (deferred++ == 0)
                    _first = index;
            }
            else
            {
                evaluated++;
            }
        }

        return (evaluated, deferred);
    }

    // False when the evaluation was cancelled before or within the rule: then the rule has not run.
    private bool TryRun(RuleSlot rule, long now, bool timed, TimeSpan pauses, ref long last, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return false;

        Exception? fault;
        try
        {
            fault = rule.Run(now, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        if (timed)
        {
            long end = _timeProvider.GetTimestamp();
            TimeSpan elapsed = _timeProvider.GetElapsedTime(last, end);
            last = end;
            _telemetry.RuleRan(rule.Descriptor.Id, elapsed);
            fault ??= Overrun(rule, elapsed, pauses);
        }

        if (fault is not null)
            Fail(rule, now, fault);
        else if (rule.Succeed(now))
            Release(rule);

        return true;
    }

    // The garbage collector's pauses since the first rule are given to the rule's benefit: they are not its doing.
    private TimeoutException? Overrun(RuleSlot rule, TimeSpan elapsed, TimeSpan pauses) =>
        _budget is { } budget && elapsed > budget * 2 && elapsed - (GC.GetTotalPauseDuration() - pauses) > budget * 2
            ? new TimeoutException($"Rule {rule.Descriptor.Id} overran: it took {elapsed}, with a budget of {budget} for all rules.")
            : null;

    private void Fail(RuleSlot rule, long now, Exception fault)
    {
        string id = rule.Descriptor.Id;
        rule.Fail(now, fault);
        _failures.Add(new EvaluationFailure(FailureOrigin.Rule, id, fault, rule.Quarantine.ConsecutiveFailures));
        _telemetry.RuleFailed(id, fault, rule.Quarantine);
        if (rule.Quarantine.IsOn)
            _quarantines.Report(rule, fault, now);
    }

    private void Release(RuleSlot rule)
    {
        _quarantines.Resolve(rule);
        _telemetry.RuleReleased(rule.Descriptor.Id);
    }

    // After the snapshot is out, so that a sink that asks the engine sees what it is told.
    private void Emit(IReadOnlyList<Finding> findings)
    {
        for (int i = 0; i < findings.Count; i++)
        {
            if (findings[i].State == FindingState.Ongoing)
                continue;

            foreach (SinkSlot sink in _sinks)
            {
                if (sink.Emit(findings[i]) is not { } failure)
                    continue;

                _failures.Add(failure);
                _telemetry.SinkFailed(failure);
            }
        }
    }

    private EvaluationFailure[] TakeFailures()
    {
        if (_failures.Count == 0)
            return [];

        EvaluationFailure[] failures = [.. _failures];
        _failures.Clear();
        return failures;
    }
}
