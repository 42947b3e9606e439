using System.Numerics.Tensors;
using Feedline.Rules;
using Feedline.Signals;

namespace Feedline;

/// <summary>Splits the time of each row by where it went, against what is normal for the run.</summary>
internal sealed class RowAccounting(JobSteps job)
{
    /// <summary>Within so many spreads of its median a part is what it always may be.</summary>
    private const double NormalSpreads = 3;

    private readonly LearnedNormal _step = new();
    private readonly LearnedNormal _input = new();
    private readonly LearnedNormal _reads = new();
    private readonly LearnedNormal _metadata = new();
    private readonly LearnedNormal _preparation = new();
    private readonly LearnedNormal _compute = new();
    private readonly LearnedNormal _pure = new();
    private readonly LearnedNormal _peers = new();
    private readonly LearnedNormal _other = new();
    private readonly RobustBaseline _checkpoint = new(32);
    private readonly Dictionary<int, RankAccount> _ranks = [];
    private int _attempt;
    private long _furthestStep = -1;
    private long _furthestBefore = -1;

    /// <summary>The length of a normal step in seconds; NaN while it is not known.</summary>
    public double NormalStep => _step.IsReady ? _step.Median : double.NaN;

    /// <summary>The spread of normal steps in seconds; 0 while it is not known.</summary>
    public double Spread => _step.IsReady ? _step.Scale : 0;

    /// <summary>What of a rank's time is accounted for; null for one without a step.</summary>
    public RankAccount? OfRank(int rank) => _ranks.GetValueOrDefault(rank);

    /// <param name="row">The row.</param>
    /// <param name="steps">How many steps its time holds: more than one where the rows before it were missed.</param>
    public RowAccount Account(in StepRow row, int steps)
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
        account.Windows = new WindowShares { LastWindow = LedgerBook.WindowOf(TensorPrimitives.Max(ends) - 1) };
        double normalCheckpoint = _checkpoint.Count > 0 ? _checkpoint.Median : double.PositiveInfinity;
        Sums sums = default;
        Sums excess = default;
        int present = 0;
        for (int slot = 0; slot < ranks.Length; slot++)
        {
            if (ends[slot] == long.MinValue)
                continue;

            present++;
            long length = Advance(ref account, ranks[slot].Rank, starts[slot], ends[slot]);
            double seconds = UnixTime.ToSeconds(length);

            // Parts cannot be longer than the whole, whatever was measured.
            double evaluation = Math.Min(parts.Evaluation(slot), seconds);
            double checkpoint = Math.Min(parts.Checkpoint(slot), seconds - evaluation);
            account.Evaluation += UnixTime.FromSeconds(evaluation);
            account.Checkpoint += UnixTime.FromSeconds(Math.Min(checkpoint, normalCheckpoint));
            account.LongCheckpoint += UnixTime.FromSeconds(Math.Max(0, checkpoint - normalCheckpoint));
            double rest = seconds - evaluation - checkpoint;
            double between = Math.Max(0, (rest / steps) - parts.Input(slot) - parts.Compute(slot) - parts.Collective(slot));
            sums.Add(rest, parts.Input(slot), parts.Compute(slot), parts.WaitForPeers(slot), between);
            excess.Add(
                0,
                Beyond(parts.Input(slot), _input),
                Beyond(parts.Compute(slot), _compute),
                Beyond(parts.WaitForPeers(slot), _peers),
                Beyond(between, _other));
        }

        if (present == 0)
            return account;

        account.Plain = UnixTime.FromSeconds(sums.Plain);
        account.Steps = present * steps;
        if (_step.IsReady)
        {
            Judge(ref account);
            AddInput(ref account, parts, excess.Input, isWait: false, HasGrown(sums.Input / present, _input));
            account.AddOwn(LossPool.Compute, excess.Compute, HasGrown(sums.Compute / present, _compute));
            account.AddOwn(LossPool.Communication, present * Beyond(parts.PureCommunication, _pure), HasGrown(parts.PureCommunication, _pure));
            account.AddOwn(LossPool.Other, excess.Other, HasGrown(sums.Other / present, _other));
            AddPeers(ref account, parts, excess.Peers, HasGrown(sums.Peers / present, _peers));
        }

        if (steps == 1)
            Learn(parts, sums, present);

        return account;
    }

    /// <summary>Says what of a row is beyond the normal step.</summary>
    public void Judge(ref RowAccount account)
    {
        account.IsJudged = true;
        account.Normal = UnixTime.FromSeconds(account.Steps * _step.Median);
        account.Excess = Math.Max(0, account.Plain - account.Normal);
        account.Tolerance = UnixTime.FromSeconds(account.Steps * NormalSpreads * _step.Scale);
    }

    /// <summary>The time a rank spent since its last row: also what lies between, so that nothing is left out.</summary>
    private long Advance(ref RowAccount row, int rank, long start, long end)
    {
        if (!_ranks.TryGetValue(rank, out RankAccount? account))
        {
            start = Math.Max(start, job.FirstUnixNanoseconds);
            _ranks.Add(rank, account = new RankAccount { Start = start, End = start });
        }

        long length = end - account.End;
        row.Windows.Add(account.End, end);
        row.Total += length;
        account.End = end;
        return length;
    }

    private void AddInput(ref RowAccount account, in RowParts parts, double excess, bool isWait, bool hasGrown)
    {
        double metadata = Beyond(parts.MetadataMean, _metadata);
        double reads = Beyond(parts.ReadMean, _reads);
        double preparation = Beyond(parts.PreparationMean, _preparation);
        double sum = metadata + reads + preparation;
        if (sum <= 0)
        {
            Add(ref account, double.IsNaN(parts.ReadMean) ? LossPool.Preparation : LossPool.Read, excess);
            return;
        }

        Add(ref account, LossPool.Metadata, metadata / sum * excess);
        Add(ref account, LossPool.Read, reads / sum * excess);
        Add(ref account, LossPool.Preparation, preparation / sum * excess);

        void Add(ref RowAccount account, LossPool pool, double seconds)
        {
            if (isWait)
                account.AddWait(pool, seconds, hasGrown);
            else
                account.AddOwn(pool, seconds, hasGrown);
        }
    }

    /// <summary>All wait for the rank that waits least: its own excess says what for.</summary>
    private void AddPeers(ref RowAccount account, in RowParts parts, double excess, bool hasGrown)
    {
        int culprit = parts.LastToArrive;
        if (culprit < 0 || excess <= 0)
            return;

        double input = Beyond(parts.Input(culprit), _input);
        double compute = Beyond(parts.Compute(culprit), _compute);
        double between = Beyond(parts.Between(culprit), _other);

        // Where the rank was not late by its own doing, the collective itself is uneven.
        if (input + compute + between < excess / 2 / job.Ranks.Length)
            account.AddOwn(LossPool.Communication, excess, hasGrown);
        else if (input >= compute && input >= between)
            AddInput(ref account, parts, excess, isWait: true, hasGrown);
        else
            account.AddWait(compute >= between ? LossPool.Compute : LossPool.Other, excess, hasGrown);
    }

    private void Learn(in RowParts parts, in Sums sums, int ranks)
    {
        if (parts.HasCheckpoint)
        {
            double longest = parts.LongestCheckpoint;
            if (_checkpoint.Count == 0 || longest < 2 * _checkpoint.Median)
                _checkpoint.Add(longest);
        }

        // What is far from normal is not learned; whether it is a fault or not is for the rules to say.
        double plain = sums.Plain / ranks;
        if (_step.IsReady && _step.Score(plain, StepWatch.LeastSpread * _step.Median) > 3)
            return;

        _step.Learn(plain);
        _input.Learn(sums.Input / ranks);
        _compute.Learn(sums.Compute / ranks);
        _peers.Learn(sums.Peers / ranks);
        _other.Learn(sums.Other / ranks);
        LearnMeasured(_pure, parts.PureCommunication);
        LearnMeasured(_reads, parts.ReadMean);
        LearnMeasured(_metadata, parts.MetadataMean);
        LearnMeasured(_preparation, parts.PreparationMean);
    }

    private static void LearnMeasured(LearnedNormal normal, double value)
    {
        if (!double.IsNaN(value))
            normal.Learn(value);
    }

    private static bool HasGrown(double value, LearnedNormal normal) =>
        normal.IsReady && value > normal.Median + (NormalSpreads * normal.Scale);

    private static double Beyond(double value, LearnedNormal normal) =>
        normal.IsReady && value > normal.Median ? value - normal.Median : 0;

    /// <summary>Seconds over all ranks of a row.</summary>
    private struct Sums
    {
        public double Plain;
        public double Input;
        public double Compute;
        public double Peers;
        public double Other;

        public void Add(double plain, double input, double compute, double peers, double other)
        {
            Plain += plain;
            Input += input;
            Compute += compute;
            Peers += peers;
            Other += other;
        }
    }
}
