using System.Collections.Immutable;

namespace Feedline;

/// <summary>Keeps all findings of an engine in the order they opened, and what changed in the evaluation under way.</summary>
/// <remarks>Written by the evaluating thread; <see cref="Snapshot"/> and <see cref="Dropped"/> may be read by any.</remarks>
internal sealed class FindingBook(int maxKept)
{
    private readonly List<FindingEntry> _kept = [];
    private readonly List<Finding> _changed = [];
    private FindingSnapshot _snapshot = FindingSnapshot.Empty;
    private long _dropped;

    public FindingSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>How many resolved findings were dropped to stay within the bound.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Takes in that an entry's finding opened, goes on or was resolved.</summary>
    public void Change(FindingEntry entry)
    {
        Finding finding = entry.Finding!;
        if (finding.State == FindingState.Opened)
            _kept.Add(entry);

        _changed.Add(finding);
    }

    /// <summary>Takes in that another rule supports a finding.</summary>
    /// <returns>True when that raised its confidence; false also when it is resolved or gone.</returns>
    public bool Support(FindingKey key, string ruleId, double confidence, Evidence evidence)
    {
        // The one that opened last: those of the same key before it are resolved.
        FindingEntry? entry = _kept.FindLast(entry => entry.Key == key);
        if (entry?.Finding is null or { State: FindingState.Resolved } || !entry.Support(ruleId, confidence, evidence))
            return false;

        // An evaluation changes a finding once, whoever has part in it.
        int changed = _changed.FindIndex(finding => finding.Key == key);
        if (changed < 0)
            _changed.Add(entry.Finding);
        else
            _changed[changed] = entry.Finding;

        return true;
    }

    /// <summary>Ends the evaluation's changes: shows them to all threads and gives them back.</summary>
    public IReadOnlyList<Finding> Publish()
    {
        if (_changed.Count == 0)
            return [];

        Trim();
        ImmutableArray<Finding> all = [.. _kept.Select(static entry => entry.Finding!)];
        Volatile.Write(ref _snapshot, new FindingSnapshot(all, [.. all.Where(static finding => finding.State != FindingState.Resolved)]));
        Finding[] changed = [.. _changed];
        _changed.Clear();
        return changed;
    }

    // The oldest go first, and only those that are over.
    private void Trim()
    {
        int excess = _kept.Count - maxKept;
        if (excess <= 0)
            return;

        int dropped = _kept.RemoveAll(entry => entry.Finding!.State == FindingState.Resolved && excess-- > 0);
        Volatile.Write(ref _dropped, _dropped + dropped);
    }
}
