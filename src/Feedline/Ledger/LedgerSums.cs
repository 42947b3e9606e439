using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Feedline;

/// <summary>Sums of GPU time by what it is booked on, in nanoseconds.</summary>
internal sealed class LedgerSums
{
    private readonly Dictionary<LossKey, long> _sums = [];

    public void Add(in LossKey key, long nanoseconds)
    {
        if (nanoseconds != 0)
            CollectionsMarshal.GetValueRefOrAddDefault(_sums, key, out _) += nanoseconds;
    }

    public void Clear() => _sums.Clear();

    public long LostTo(Finding finding)
    {
        long lost = 0;
        foreach ((LossKey key, long sum) in _sums)
            lost += key.IsOf(finding) ? sum : 0;

        return lost;
    }

    public LedgerSums Copy()
    {
        var copy = new LedgerSums();
        foreach ((LossKey key, long sum) in _sums)
            copy._sums.Add(key, sum);

        return copy;
    }

    /// <param name="gpuNanoseconds">What the sums add up to.</param>
    /// <param name="findings">All findings, to name who is to blame.</param>
    public GpuTimeLedger ToLedger(long gpuNanoseconds, IReadOnlyList<Finding> findings) => new()
    {
        GpuNanoseconds = gpuNanoseconds,
        ProductiveNanoseconds = _sums.GetValueOrDefault(LossKey.Productive),
        UnattributedNanoseconds = _sums.GetValueOrDefault(LossKey.Unattributed),
        Losses =
        [
            .. _sums.Where(static sum => sum.Key.Cause is not null).GroupBy(static sum => (Cause: sum.Key.Cause!, sum.Key.Layer))
                .Select(loss => new LedgerLoss(loss.Key.Cause, loss.Key.Layer, loss.Sum(static sum => sum.Value)) { Parts = Parts(loss, findings) })
                .OrderByDescending(static loss => loss.GpuNanoseconds).ThenBy(static loss => loss.Cause, StringComparer.Ordinal),
        ],
    };

    private static ImmutableArray<LossPart> Parts(IEnumerable<KeyValuePair<LossKey, long>> sums, IReadOnlyList<Finding> findings) =>
    [
        .. sums.Select(sum => new LossPart(
                sum.Key.Category, findings.FirstOrDefault(finding => sum.Key.IsOf(finding))?.Subjects ?? [], sum.Value))
            .OrderByDescending(static part => part.GpuNanoseconds).ThenBy(static part => part.Category),
    ];
}
