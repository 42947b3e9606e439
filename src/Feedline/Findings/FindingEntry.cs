using System.Collections.Immutable;

namespace Feedline;

/// <summary>One condition of a rule as it is followed from run to run: first a candidate, then a finding.</summary>
internal sealed class FindingEntry(FindingKey key)
{
    private int _hits;
    private int _misses;
    private long _start = long.MaxValue;
    private long _end = long.MinValue;
    private double _support = double.NegativeInfinity;
    private ImmutableArray<(string RuleId, Evidence Evidence)> _supports = [];

    public FindingKey Key { get; } = key;

    /// <summary>The finding as it is now; null as long as the condition is only a candidate.</summary>
    public Finding? Finding { get; private set; }

    /// <summary>The round in which the condition was reported last.</summary>
    public long Round { get; set; }

    /// <summary>The condition was reported.</summary>
    /// <returns>True when that changed the finding; false while it is a candidate.</returns>
    public bool Hit(FindingDraft draft, RuleDescriptor rule, Layer layer, FindingSeverity? severity, int openAfter, long now)
    {
        _misses = 0;
        _hits++;
        _start = Math.Min(_start, draft.StartUnixNanoseconds);
        _end = Math.Max(_end, draft.EndUnixNanoseconds);
        if (Finding is null && _hits < openAfter)
            return false;

        Finding = new Finding
        {
            Rule = rule,
            Key = Key,
            State = Finding is null ? FindingState.Opened : FindingState.Ongoing,
            FailureMode = draft.FailureMode ?? rule.FailureMode,
            Layer = layer,
            Severity = severity ?? draft.Severity ?? rule.DefaultSeverity,
            Confidence = Math.Max(draft.Confidence, _support),
            Subjects = DraftCheck.OrEmpty(draft.Subjects),
            Message = draft.Message,
            StartUnixNanoseconds = _start,
            EndUnixNanoseconds = _end,
            DetectedUnixNanoseconds = Finding?.DetectedUnixNanoseconds ?? now,
            Occurrences = _hits,
            Evidence = [.. DraftCheck.OrEmpty(draft.Evidence), .. _supports.Select(static support => support.Evidence)],
            MissingInputs = DraftCheck.OrEmpty(draft.MissingInputs),
            Mitigations = DraftCheck.OrEmpty(draft.Mitigations),
        };
        return true;
    }

    /// <summary>Another rule comes to what the finding says.</summary>
    /// <returns>True when that raised its confidence.</returns>
    public bool Support(string ruleId, double confidence, Evidence evidence)
    {
        if (Finding is null || confidence <= Finding.Confidence)
            return false;

        // Of a rule that supports it again, more strongly, the last evidence counts.
        _support = confidence;
        int before = 0;
        while (before < _supports.Length && _supports[before].RuleId != ruleId)
            before++;

        int own = Finding.Evidence.Length - _supports.Length;
        _supports = before == _supports.Length ? _supports.Add((ruleId, evidence)) : _supports.SetItem(before, (ruleId, evidence));
        Finding = Finding with
        {
            State = FindingState.Ongoing,
            Confidence = confidence,
            Evidence = [.. Finding.Evidence.AsSpan(0, own), .. _supports.Select(static support => support.Evidence)],
        };
        return true;
    }

    /// <summary>The rule ran and did not report the condition.</summary>
    /// <returns>True when the condition needs no following any more: the candidate is gone, or the finding is resolved.</returns>
    public bool Miss(int resolveAfter)
    {
        if (Finding is null)
            return true;

        if (++_misses < resolveAfter)
            return false;

        Finding = Finding with { State = FindingState.Resolved };
        return true;
    }
}
