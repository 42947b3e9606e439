using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Feedline.Rules;

namespace Feedline;

/// <summary>Accounts for the GPU time of one job, row by row.</summary>
/// <remarks>
/// A row waits some hundred rows before it is settled, because a finding begins earlier than it is noticed. All sums are whole
/// nanoseconds: nothing is lost to rounding.
/// </remarks>
internal sealed class JobLedger(JobSteps job)
{
    private const int Waiting = 512;

    private readonly RowAccount[] _rows = new RowAccount[Waiting];
    private readonly RowAccounting _accounting = new(job);
    private readonly LedgerBook _settled = new();
    private long _next;
    private long _first;
    private int _missed;
    private bool _isWarm;

    /// <summary>The columns the ledger reads.</summary>
    public static ImmutableArray<StepColumn> Columns { get; } =
    [
        StepColumns.DataWait, StepColumns.Compute, StepColumns.Collective, StepColumns.Checkpoint, StepColumns.Evaluation,
        StepColumns.DatasetRead, StepColumns.Metadata,
    ];

    public JobSteps Job => job;

    /// <summary>Takes in the rows closed since the last call.</summary>
    /// <param name="findings">All findings so far, for rows that have waited long enough.</param>
    public void Update(ImmutableArray<Finding> findings)
    {
        for (; _next < job.EndSequence; _next++)
        {
            if (_next - _first == Waiting)
                Settle(ref _rows[_first++ % Waiting], ref _isWarm, findings, _settled);

            if (_next < job.FirstSequence)
            {
                // The row is gone before anybody looked: its time is that of the row after it.
                _rows[_next % Waiting] = default;
                _missed++;
                continue;
            }

            _rows[_next % Waiting] = _accounting.Account(job.Row(_next), 1 + _missed);
            _missed = 0;
        }
    }

    /// <summary>The ledger as it stands.</summary>
    /// <param name="findings">All findings so far.</param>
    public LedgerBook Close(ImmutableArray<Finding> findings)
    {
        LedgerBook book = _settled.Copy();
        bool isWarm = _isWarm;
        for (long sequence = _first; sequence < _next; sequence++)
        {
            RowAccount row = _rows[sequence % Waiting];
            Settle(ref row, ref isWarm, findings, book);
        }

        foreach (ref readonly RankProgress rank in job.Ranks)
            CloseRank(rank.Rank, findings, book);

        return book;
    }

    private void CloseRank(int rank, ImmutableArray<Finding> findings, LedgerBook book)
    {
        LossKey startup = LossKey.Of(LedgerCauses.Startup, Layer.OrchestrationScheduler, LossCategory.Startup);
        if (_accounting.OfRank(rank) is not { } account)
        {
            // In a job without steps it is not known what its time went into.
            AddStart(job.LastUnixNanoseconds, job.EndSequence == 0 ? LossKey.Unattributed : startup, findings, book);
            return;
        }

        AddStart(account.Start, startup, findings, book);

        // What runs at the end is a step like any other, as far as one takes.
        long running = account.End;
        if (!double.IsNaN(_accounting.NormalStep))
            running = Math.Min(job.LastUnixNanoseconds, running + UnixTime.FromSeconds(_accounting.NormalStep));

        book.Add(account.End, running, LossKey.Productive);
        LossKey key = Claimant(LossPool.Other, account.End, job.LastUnixNanoseconds, findings) is { } finding
            ? LossKey.Of(finding, CategoryOf(finding, LossCategory.Other))
            : LossKey.Of(LedgerCauses.Shutdown, Layer.OrchestrationScheduler, LossCategory.Shutdown);
        book.Add(running, job.LastUnixNanoseconds, key);
    }

    /// <summary>Books a rank's time before its first step: what the scheduler took of it, and the rest.</summary>
    private void AddStart(long until, in LossKey rest, ImmutableArray<Finding> findings, LedgerBook book)
    {
        long time = job.FirstUnixNanoseconds;
        foreach (Finding finding in findings)
        {
            if (finding.FailureMode != FailureMode.SchedulerDelay || finding.Key.Job != job.Job)
                continue;

            long from = Math.Clamp(finding.StartUnixNanoseconds, time, Math.Max(time, until));
            long to = Math.Clamp(finding.EndUnixNanoseconds, from, Math.Max(from, until));
            book.Add(time, from, rest);
            book.Add(from, to, LossKey.Of(finding, LossCategory.Scheduling));
            time = to;
        }

        book.Add(time, until, rest);
    }

    /// <param name="row">The row.</param>
    /// <param name="isWarm">Whether a step of normal length was settled before; set by the first.</param>
    /// <param name="findings">All findings so far.</param>
    /// <param name="book">What the row is booked in.</param>
    private void Settle(ref RowAccount row, ref bool isWarm, ImmutableArray<Finding> findings, LedgerBook book)
    {
        // What is normal is known by now, unless the job has hardly begun.
        if (!row.IsJudged && !double.IsNaN(_accounting.NormalStep))
            _accounting.Judge(ref row);

        var cursor = new WindowCursor(row.Windows);
        book.Add(ref cursor, LossKey.Of(LedgerCauses.Evaluation, Layer.GpuWorkers, LossCategory.Evaluation), row.Evaluation);
        book.Add(ref cursor, LossKey.Of(LedgerCauses.Checkpoint, Layer.CheckpointStorage, LossCategory.CheckpointSave), row.Checkpoint);
        long left = row.Total - row.Evaluation - row.Checkpoint;
        if (row.IsRepeated && Latest(FailureMode.WorkerLoss, row.End, findings) is { } loss)
        {
            long again = row.IsJudged ? Math.Min(left, row.Normal + row.Tolerance) : left;
            book.Add(ref cursor, LossKey.Of(loss, LossCategory.Recovery), left - again);
            book.Add(ref cursor, LossKey.Of(loss, LossCategory.RepeatedSteps), again);
            return;
        }

        long checkpoint = Math.Min(left, row.LongCheckpoint);
        if (checkpoint > 0)
        {
            LossKey key = Claimant(LossPool.Checkpoint, row.Start, row.End, findings) is { } finding
                ? LossKey.Of(finding, LossCategory.CheckpointSave)
                : LossKey.Of(LedgerCauses.Checkpoint, Layer.CheckpointStorage, LossCategory.CheckpointSave);
            book.Add(ref cursor, key, checkpoint);
            left -= checkpoint;
        }

        long excess = Math.Min(left, row.Excess);
        long unclaimed = excess - SettleExcess(row, excess, findings, ref cursor, book);

        // What no finding claims is a step a little longer than usual, up to the normal spread.
        long beyond = Math.Max(0, unclaimed - row.Tolerance);
        isWarm |= row.IsJudged && beyond == 0;
        book.Add(
            ref cursor,
            isWarm ? LossKey.Unattributed : LossKey.Of(LedgerCauses.Startup, Layer.OrchestrationScheduler, LossCategory.FirstSteps),
            beyond);
        book.Add(ref cursor, LossKey.Productive, left - (excess - unclaimed) - beyond);
    }

    private long SettleExcess(in RowAccount row, long excess, ImmutableArray<Finding> findings, ref WindowCursor cursor, LedgerBook book)
    {
        if (excess == 0 || findings.IsEmpty)
            return 0;

        // A part that nobody claims takes its share only where it grew by more than it always may.
        double pools = 0;
        Claimants claimants = default;
        for (int pool = 0; pool < RowAccount.Pools.Count; pool++)
        {
            double seconds = row.Own[pool] + row.Waits[pool];
            claimants[pool] = seconds > 0 ? Claimant((LossPool)pool, row.Start, row.End, findings) : null;
            if (claimants[pool] is not null || row.HasGrown((LossPool)pool))
                pools += seconds;
        }

        if (pools <= 0)
        {
            // No part is measured that grew: whoever was at work at that time has it.
            if (Claimant(LossPool.Other, row.Start, row.End, findings) is not { } finding)
                return 0;

            book.Add(ref cursor, LossKey.Of(finding, CategoryOf(finding, LossCategory.Other)), excess);
            return excess;
        }

        long claimed = 0;
        for (int pool = 0; pool < RowAccount.Pools.Count; pool++)
        {
            if (claimants[pool] is not { } finding)
                continue;

            claimed += Claim(row.Own[pool], CategoryOf(finding, CategoryOf((LossPool)pool)), finding, ref cursor);
            claimed += Claim(row.Waits[pool], CategoryOf(finding, LossCategory.StragglerWait), finding, ref cursor);
        }

        return claimed;

        long Claim(double seconds, LossCategory category, Finding finding, ref WindowCursor cursor)
        {
            long part = Math.Min(excess - claimed, (long)(excess * (seconds / pools)));
            book.Add(ref cursor, LossKey.Of(finding, category), part);
            return part;
        }
    }

    private static LossCategory CategoryOf(LossPool pool) => pool switch
    {
        LossPool.Read => LossCategory.InputRead,
        LossPool.Preparation => LossCategory.InputPreparation,
        LossPool.Metadata => LossCategory.InputMetadata,
        LossPool.Compute => LossCategory.Compute,
        LossPool.Communication => LossCategory.Communication,
        LossPool.Checkpoint => LossCategory.CheckpointSave,
        _ => LossCategory.Other,
    };

    /// <summary>Without workers nothing is measured, so that where the time went is no part of a step.</summary>
    private static LossCategory CategoryOf(Finding finding, LossCategory measured) =>
        finding.FailureMode == FailureMode.WorkerLoss ? LossCategory.Recovery : measured;

    private Finding? Claimant(LossPool pool, long start, long end, ImmutableArray<Finding> findings)
    {
        foreach (FailureMode mode in LossClaims.For(pool))
        {
            foreach (Finding finding in findings)
            {
                if (finding.FailureMode == mode && Overlaps(finding, start, end))
                    return finding;
            }
        }

        foreach (Finding finding in findings)
        {
            if (LossClaims.MayClaim(finding, pool) && Overlaps(finding, start, end))
                return finding;
        }

        return null;
    }

    private bool Overlaps(Finding finding, long start, long end) =>
        finding.StartUnixNanoseconds < end && finding.EndUnixNanoseconds > start && finding.Key.Job == job.Job;

    private Finding? Latest(FailureMode mode, long before, ImmutableArray<Finding> findings)
    {
        Finding? latest = null;
        foreach (Finding finding in findings)
        {
            if (finding.FailureMode == mode && finding.Key.Job == job.Job && finding.StartUnixNanoseconds < before
                && (latest is null || finding.StartUnixNanoseconds > latest.StartUnixNanoseconds))
                latest = finding;
        }

        return latest;
    }

    /// <summary>The finding that accounts for each <see cref="LossPool"/>, or null.</summary>
    [InlineArray(RowAccount.Pools.Count)]
    private struct Claimants
    {
        private Finding? _first;
    }
}
