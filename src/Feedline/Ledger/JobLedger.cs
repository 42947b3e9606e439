using System.Collections.Immutable;
using Feedline.Rules;
using Feedline.Signals;

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
    private readonly LedgerSums _settled = new();
    private readonly LearnedNormal _step = new();
    private readonly LearnedNormal _input = new();
    private readonly LearnedNormal _reads = new();
    private readonly LearnedNormal _metadata = new();
    private readonly LearnedNormal _compute = new();
    private readonly LearnedNormal _pure = new();
    private readonly LearnedNormal _peers = new();
    private readonly LearnedNormal _other = new();
    private readonly RobustBaseline _checkpoint = new(32);
    private readonly Dictionary<int, RankAccount> _ranks = [];
    private long _next;
    private long _first;
    private int _missed;
    private int _attempt;
    private long _furthestStep = -1;
    private long _furthestBefore = -1;

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
                Settle(_rows[_first++ % Waiting], findings, _settled);

            if (_next < job.FirstSequence)
            {
                // The row is gone before anybody looked: its time is that of the row after it.
                _rows[_next % Waiting] = default;
                _missed++;
                continue;
            }

            _rows[_next % Waiting] = Account(job.Row(_next), 1 + _missed);
            _missed = 0;
        }
    }

    /// <summary>The ledger as it stands.</summary>
    /// <param name="findings">All findings so far.</param>
    public LedgerSums Close(ImmutableArray<Finding> findings)
    {
        LedgerSums sums = _settled.Copy();
        for (long sequence = _first; sequence < _next; sequence++)
            Settle(_rows[sequence % Waiting], findings, sums);

        foreach (ref readonly RankProgress rank in job.Ranks)
            CloseRank(rank, findings, sums);

        return sums;
    }

    private void CloseRank(in RankProgress rank, ImmutableArray<Finding> findings, LedgerSums sums)
    {
        if (!_ranks.TryGetValue(rank.Rank, out RankAccount? account))
        {
            // In a job without steps it is not known what its time went into.
            long all = job.LastUnixNanoseconds - job.FirstUnixNanoseconds;
            if (job.EndSequence == 0)
                sums.Unattributed += all;
            else
                sums.AddLoss(LedgerCauses.Startup, Layer.OrchestrationScheduler, all);

            return;
        }

        sums.AddLoss(LedgerCauses.Startup, Layer.OrchestrationScheduler, account.Start - job.FirstUnixNanoseconds);
        long tail = job.LastUnixNanoseconds - account.End;

        // What runs at the end is a step like any other, as far as one takes.
        long running = _step.IsReady ? Math.Min(tail, UnixTime.FromSeconds(_step.Median)) : 0;
        sums.Productive += running;
        if (Claimant(LossPool.Other, account.End, job.LastUnixNanoseconds, findings) is { } finding)
            sums.AddLoss(finding, tail - running);
        else
            sums.AddLoss(LedgerCauses.Shutdown, Layer.OrchestrationScheduler, tail - running);
    }

    /// <param name="row">The row.</param>
    /// <param name="steps">How many steps its time holds: more than one where the rows before it were missed.</param>
    private RowAccount Account(in StepRow row, int steps)
    {
        if (row.Attempt != _attempt)
        {
            _attempt = row.Attempt;
            _furthestBefore = _furthestStep;
        }

        _furthestStep = Math.Max(_furthestStep, row.Step);
        var account = new RowAccount
        {
            Start = row.StartUnixNanoseconds,
            End = row.EndUnixNanoseconds,
            IsRepeated = row.Attempt > 0 && row.Step <= _furthestBefore,
        };
        var parts = new RowParts(job, row.Sequence);
        ReadOnlySpan<RankProgress> ranks = job.Ranks;
        ReadOnlySpan<long> ends = job.Ends(row.Sequence);
        ReadOnlySpan<long> starts = job.Starts(row.Sequence);
        double normalCheckpoint = _checkpoint.Count > 0 ? _checkpoint.Median : double.PositiveInfinity;
        double plain = 0;
        double input = 0, compute = 0, peers = 0, other = 0;
        double computeExcess = 0, inputExcess = 0, peersExcess = 0, otherExcess = 0;
        int present = 0;
        for (int slot = 0; slot < ranks.Length; slot++)
        {
            if (ends[slot] == long.MinValue)
                continue;

            present++;
            long length = Advance(ranks[slot].Rank, starts[slot], ends[slot]);
            account.Total += length;
            double seconds = UnixTime.ToSeconds(length);

            // Parts cannot be longer than the whole, whatever was measured.
            double evaluation = Math.Min(parts.Evaluation(slot), seconds);
            double checkpoint = Math.Min(parts.Checkpoint(slot), seconds - evaluation);
            account.Evaluation += UnixTime.FromSeconds(evaluation);
            account.Checkpoint += UnixTime.FromSeconds(Math.Min(checkpoint, normalCheckpoint));
            account.Pool[(int)LossPool.Checkpoint] += Math.Max(0, checkpoint - normalCheckpoint);
            double rest = seconds - evaluation - checkpoint;
            plain += rest;
            input += parts.Input(slot);
            compute += parts.Compute(slot);
            peers += parts.WaitForPeers(slot);
            double between = Math.Max(0, (rest / steps) - parts.Input(slot) - parts.Compute(slot) - parts.Collective(slot));
            other += between;
            inputExcess += Beyond(parts.Input(slot), _input);
            computeExcess += Beyond(parts.Compute(slot), _compute);
            peersExcess += Beyond(parts.WaitForPeers(slot), _peers);
            otherExcess += Beyond(between, _other);
        }

        if (present == 0)
            return account;

        bool isReady = _step.IsReady;
        if (isReady)
        {
            account.Excess = Math.Max(0, UnixTime.FromSeconds(plain - (present * steps * _step.Median)));
            account.Tolerance = UnixTime.FromSeconds(present * steps * 3 * _step.Scale);
            AddInput(ref account, parts, inputExcess);
            account.Pool[(int)LossPool.Compute] += computeExcess;
            account.Pool[(int)LossPool.Communication] += present * Beyond(parts.PureCommunication, _pure);
            account.Pool[(int)LossPool.Other] += otherExcess;
            AddPeers(ref account, parts, peersExcess);
        }

        if (steps == 1)
            Learn(parts, plain / present, input / present, compute / present, peers / present, other / present);
        return account;
    }

    /// <summary>The time a rank spent since its last row: also what lies between, so that nothing is left out.</summary>
    private long Advance(int rank, long start, long end)
    {
        if (!_ranks.TryGetValue(rank, out RankAccount? account))
        {
            start = Math.Max(start, job.FirstUnixNanoseconds);
            _ranks.Add(rank, account = new RankAccount { Start = start, End = start });
        }

        long length = end - account.End;
        account.End = end;
        return length;
    }

    private void AddInput(ref RowAccount account, in RowParts parts, double excess)
    {
        double metadata = Beyond(parts.MetadataMean, _metadata);
        double reads = Beyond(parts.ReadMean, _reads);
        double share = metadata + reads > 0 ? metadata / (metadata + reads) : 0;
        account.Pool[(int)LossPool.Metadata] += share * excess;
        account.Pool[(int)LossPool.Read] += (1 - share) * excess;
    }

    /// <summary>All wait for the rank that waits least: its own excess says what for.</summary>
    private void AddPeers(ref RowAccount account, in RowParts parts, double excess)
    {
        int culprit = parts.LastToArrive;
        if (culprit < 0 || excess <= 0)
            return;

        double input = Beyond(parts.Input(culprit), _input);
        double compute = Beyond(parts.Compute(culprit), _compute);
        double between = Beyond(parts.Between(culprit), _other);
        if (input + compute + between < excess / 2 / job.Ranks.Length)
        {
            // The rank was not late by its own doing: the collective itself is uneven.
            account.Pool[(int)LossPool.Communication] += excess;
        }
        else if (input >= compute && input >= between)
        {
            AddInput(ref account, parts, excess);
        }
        else
        {
            account.Pool[(int)(compute >= between ? LossPool.Compute : LossPool.Other)] += excess;
        }
    }

    private void Learn(in RowParts parts, double plain, double input, double compute, double peers, double other)
    {
        if (parts.HasCheckpoint)
        {
            double longest = parts.LongestCheckpoint;
            if (_checkpoint.Count == 0 || longest < 2 * _checkpoint.Median)
                _checkpoint.Add(longest);
        }

        // What is far from normal is not learned; whether it is a fault or not is for the rules to say.
        if (_step.IsReady && _step.Score(plain, StepWatch.LeastSpread * _step.Median) > 3)
            return;

        _step.Learn(plain);
        _input.Learn(input);
        _compute.Learn(compute);
        _peers.Learn(peers);
        _other.Learn(other);
        if (!double.IsNaN(parts.PureCommunication))
            _pure.Learn(parts.PureCommunication);

        if (!double.IsNaN(parts.ReadMean))
            _reads.Learn(parts.ReadMean);

        if (!double.IsNaN(parts.MetadataMean))
            _metadata.Learn(parts.MetadataMean);
    }

    private static double Beyond(double value, LearnedNormal normal) =>
        normal.IsReady && value > normal.Median ? value - normal.Median : 0;

    private void Settle(in RowAccount row, ImmutableArray<Finding> findings, LedgerSums sums)
    {
        long planned = row.Evaluation + row.Checkpoint;
        sums.AddLoss(LedgerCauses.Evaluation, Layer.GpuWorkers, row.Evaluation);
        sums.AddLoss(LedgerCauses.Checkpoint, Layer.CheckpointStorage, row.Checkpoint);
        if (row.IsRepeated && Latest(FailureMode.WorkerLoss, row.End, findings) is { } loss)
        {
            sums.AddLoss(loss, row.Total - planned);
            return;
        }

        long left = row.Total - planned;
        long checkpoint = Math.Min(left, UnixTime.FromSeconds(row.Pool[(int)LossPool.Checkpoint]));
        if (checkpoint > 0)
        {
            if (Claimant(LossPool.Checkpoint, row.Start, row.End, findings) is { } finding)
                sums.AddLoss(finding, checkpoint);
            else
                sums.AddLoss(LedgerCauses.Checkpoint, Layer.CheckpointStorage, checkpoint);

            left -= checkpoint;
        }

        long excess = Math.Min(left, row.Excess);
        long unclaimed = excess - SettleExcess(row, excess, findings, sums);

        // What no finding claims is a step a little longer than usual, up to the normal spread.
        long unattributed = Math.Max(0, unclaimed - row.Tolerance);
        sums.Unattributed += unattributed;
        sums.Productive += left - (excess - unclaimed) - unattributed;
    }

    private long SettleExcess(in RowAccount row, long excess, ImmutableArray<Finding> findings, LedgerSums sums)
    {
        if (excess == 0 || findings.IsEmpty)
            return 0;

        double pools = 0;
        for (int pool = 0; pool < RowAccount.Pools.Count; pool++)
            pools += pool == (int)LossPool.Checkpoint ? 0 : row.Pool[pool];

        if (pools <= 0)
        {
            // No part is measured that grew: whoever was at work at that time has it.
            if (Claimant(LossPool.Other, row.Start, row.End, findings) is not { } finding)
                return 0;

            sums.AddLoss(finding, excess);
            return excess;
        }

        long claimed = 0;
        for (int pool = 0; pool < RowAccount.Pools.Count; pool++)
        {
            if (pool == (int)LossPool.Checkpoint || row.Pool[pool] <= 0)
                continue;

            if (Claimant((LossPool)pool, row.Start, row.End, findings) is not { } finding)
                continue;

            long part = Math.Min(excess - claimed, (long)(excess * (row.Pool[pool] / pools)));
            sums.AddLoss(finding, part);
            claimed += part;
        }

        return claimed;
    }

    private Finding? Claimant(LossPool pool, long start, long end, ImmutableArray<Finding> findings)
    {
        foreach (FailureMode mode in LossClaims.For(pool))
        {
            foreach (Finding finding in findings)
            {
                if (finding.FailureMode == mode && finding.Key.Job == job.Job
                    && finding.StartUnixNanoseconds < end && finding.EndUnixNanoseconds > start)
                    return finding;
            }
        }

        return null;
    }

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

    /// <summary>What of a rank's time is accounted for.</summary>
    private sealed class RankAccount
    {
        public long Start { get; init; }

        public long End { get; set; }
    }
}
