namespace Feedline;

/// <summary>The conditions of one rule that are followed, with the rule's hysteresis.</summary>
internal sealed class RuleFindings(RuleDescriptor rule, RuleExecutionOptions options, FindingBook book)
{
    // Copied: what a user does with the options later must not reach into an evaluation.
    private readonly FindingSeverity? _severity = options.Severity;
    private readonly int _openAfter = options.OpenAfter;
    private readonly int _resolveAfter = options.ResolveAfter;
    private readonly int _maxFindings = options.MaxFindings;
    private readonly OrderedDictionary<FindingKey, FindingEntry> _followed = [];
    private long _round;

    /// <summary>Whether a condition may be reported beside others of the same run that are new as well.</summary>
    public bool HasRoomFor(FindingKey key, int newInThisRun) =>
        _followed.ContainsKey(key) || _followed.Count + newInThisRun < _maxFindings;

    public bool IsFollowed(FindingKey key) => _followed.ContainsKey(key);

    /// <summary>Takes in a run of the rule: what it reported, and thereby what it did not.</summary>
    /// <param name="drafts">What was reported.</param>
    /// <param name="isComplete">False when a report was refused: then nothing is taken as gone.</param>
    /// <param name="now">The time of the evaluation.</param>
    public void Apply(OrderedDictionary<FindingKey, FindingDraft> drafts, bool isComplete, long now)
    {
        _round++;
        for (int i = 0; i < drafts.Count; i++)
        {
            KeyValuePair<FindingKey, FindingDraft> draft = drafts.GetAt(i);
            Hit(draft.Key, draft.Value, draft.Value.Layer ?? rule.Layer, now);
        }

        if (!isComplete)
            return;

        for (int i = 0; i < _followed.Count;)
        {
            FindingEntry entry = _followed.GetAt(i).Value;
            if (entry.Round == _round || !Missed(entry))
                i++;
        }
    }

    /// <summary>Takes in one condition that holds, apart from a run of the rule.</summary>
    public void Hit(FindingKey key, FindingDraft draft, Layer layer, long now)
    {
        if (!_followed.TryGetValue(key, out FindingEntry? entry))
            _followed.Add(key, entry = new FindingEntry(key));

        entry.Round = _round;
        if (entry.Hit(draft, rule, layer, _severity, _openAfter, now))
            book.Change(entry);
    }

    /// <summary>Takes in that one condition is gone, apart from a run of the rule.</summary>
    public void Miss(FindingKey key)
    {
        if (_followed.TryGetValue(key, out FindingEntry? entry))
            Missed(entry);
    }

    private bool Missed(FindingEntry entry)
    {
        if (!entry.Miss(_resolveAfter))
            return false;

        _followed.Remove(entry.Key);
        if (entry.Finding is not null)
            book.Change(entry);

        return true;
    }
}
