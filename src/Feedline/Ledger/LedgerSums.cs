using System.Collections.Immutable;

namespace Feedline;

/// <summary>The running sums of a ledger, in nanoseconds.</summary>
internal sealed class LedgerSums
{
    private readonly Dictionary<(string Cause, Layer Layer), long> _losses = [];
    private readonly Dictionary<(FindingKey Key, long Detected), long> _byFinding = [];

    public long Productive { get; set; }

    public long Unattributed { get; set; }

    public void AddLoss(string cause, Layer layer, long nanoseconds)
    {
        if (nanoseconds != 0)
            _losses[(cause, layer)] = _losses.GetValueOrDefault((cause, layer)) + nanoseconds;
    }

    public void AddLoss(Finding finding, long nanoseconds)
    {
        AddLoss(finding.FailureMode.Id, finding.Layer, nanoseconds);
        (FindingKey Key, long Detected) key = (finding.Key, finding.DetectedUnixNanoseconds);
        _byFinding[key] = _byFinding.GetValueOrDefault(key) + nanoseconds;
    }

    public long LostTo(Finding finding) => _byFinding.GetValueOrDefault((finding.Key, finding.DetectedUnixNanoseconds));

    public LedgerSums Copy()
    {
        var copy = new LedgerSums { Productive = Productive, Unattributed = Unattributed };
        foreach (KeyValuePair<(string Cause, Layer Layer), long> loss in _losses)
            copy._losses.Add(loss.Key, loss.Value);

        foreach (KeyValuePair<(FindingKey Key, long Detected), long> loss in _byFinding)
            copy._byFinding.Add(loss.Key, loss.Value);

        return copy;
    }

    public GpuTimeLedger ToLedger(long gpuNanoseconds) => new()
    {
        GpuNanoseconds = gpuNanoseconds,
        ProductiveNanoseconds = Productive,
        UnattributedNanoseconds = Unattributed,
        Losses =
        [
            .. _losses.Select(loss => new LedgerLoss(loss.Key.Cause, loss.Key.Layer, loss.Value))
                .OrderByDescending(loss => loss.GpuNanoseconds).ThenBy(loss => loss.Cause, StringComparer.Ordinal),
        ],
    };
}
