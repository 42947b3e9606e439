namespace Feedline.Tests.Replay;

/// <summary>Plays a <see cref="SyntheticRun"/>: the shape of a step, and which signal comes when, are those of the fault lab.</summary>
internal sealed class Simulation(SyntheticRun run)
{
    private const double InputShare = 0.03;
    private const int ReadsPerStep = 16;
    private const double ComputeShare = 0.77;
    private const double CollectiveShare = 0.14;
    private const double OtherShare = 0.06;
    private const double BytesPerStep = 4.7e6;

    private readonly Random _random = new(run.Seed);
    private readonly Tape _tape = new();
    private readonly List<SyntheticStep> _steps = [];
    private readonly List<SyntheticFault> _killers =
        [.. run.Faults.Where(fault => fault.Kind is FaultKind.Crash or FaultKind.LeaveForGood).OrderBy(fault => fault.From)];
    private SimulatedRank[] _ranks = [];
    private int _attempt;
    private int _evaluations;
    private long _saved;
    private double _schedule;
    private (double Until, double Level) _jitter;

    public SyntheticRecording Run()
    {
        _ranks = [.. Enumerable.Range(0, run.World).Select(rank => new SimulatedRank(run, rank, _tape, _random))];
        Boot(0);
        double end = run.BootSeconds + run.Seconds;
        long step = 0;
        while (true)
        {
            double now = Step(++step);
            if (_killers.Count > 0 && now >= _killers[0].From)
            {
                Restart(_killers[0]);
                _killers.RemoveAt(0);
                step = _saved;
            }
            else
            {
                Save(step);
                if (now >= end)
                    break;
            }
        }

        double last = _ranks.Max(rank => rank.Now);
        foreach (SimulatedRank rank in _ranks)
            rank.Stop(rank.Now + 0.05);

        Schedule(last + 0.5, _ranks.Length);
        Schedule(last + 0.5 + run.ScheduleSeconds, 0);
        return new SyntheticRecording(_tape.All, _tape.Samples, _steps);
    }

    private void Boot(double time)
    {
        foreach (SimulatedRank rank in _ranks)
        {
            rank.Attempt = _attempt;
            rank.Boot(time);
        }
    }

    private void Restart(SyntheticFault fault)
    {
        double killed = fault.From;
        _steps.RemoveAt(_steps.Count - 1);
        foreach (SimulatedRank rank in _ranks)
            rank.Kill(killed);

        Schedule(killed, _ranks.Length);
        Schedule(killed + run.ScheduleSeconds, _ranks.Count(rank => !fault.Hits(rank.Rank)));
        if (fault.Kind == FaultKind.LeaveForGood)
            _ranks = [.. _ranks.Where(rank => !fault.Hits(rank.Rank))];

        _attempt++;
        double again = killed + run.ScheduleSeconds + run.RestartSeconds;
        Schedule(again, 0);
        Boot(again);
    }

    private void Schedule(double until, int running)
    {
        for (; _schedule < until; _schedule += run.ScheduleSeconds)
        {
            Tell(SignalNames.SchedulerWorkersRunning, running);
            Tell(SignalNames.SchedulerWorkerRestarts, _attempt);
        }

        void Tell(string signal, double value)
        {
            if (!run.Without.Contains(signal))
                _tape.Add(new SyntheticSample(SyntheticRun.At(_schedule), _tape.Series(signal, [new(DimensionKeys.Job, run.Job)]), value));
        }
    }

    private double Step(long number)
    {
        double plain = run.StepSeconds * (number == 1 ? run.FirstStepFactor : 1);
        bool tail = run.HasHeavyTails && _random.NextDouble() < 0.02;
        int unlucky = _random.Next(_ranks.Length);
        int position = 0;
        foreach (SimulatedRank rank in _ranks)
            Compute(rank, plain, tail && position++ == unlucky ? 3 + (3 * _random.NextDouble()) : 1);

        double began = _ranks.Min(rank => rank.Now);
        double all = _ranks.Max(rank => rank.Arrival);
        double done = Communicate(plain, began, all);
        double[] starts = [.. _ranks.Select(rank => rank.Now)];
        foreach (SimulatedRank rank in _ranks)
            Tell(rank, number);

        double checkpoint = IsCheckpoint(number) ? Checkpoint() : 0;
        if (run.SavesAloneAfter > 0 && number == run.SavesAloneAfter)
            checkpoint += SaveAlone();

        double evaluation = run.EvaluationEvery > 0 && number % run.EvaluationEvery == 0 ? Evaluate() : 0;
        for (int i = 0; i < _ranks.Length; i++)
        {
            _ranks[i].Tell(SignalNames.StepDuration, _ranks[i].Now, _ranks[i].Now - starts[i]);
            _ranks[i].Tell(SignalNames.Step, _ranks[i].Now, number);
        }

        double now = _ranks.Max(rank => rank.Now);
        _steps.Add(new SyntheticStep(_attempt, number, began, now, checkpoint, evaluation, _ranks.Length));
        return now;
    }

    private void Compute(SimulatedRank rank, double plain, double tail)
    {
        double begin = rank.Now;
        double opens = 0.1 * InputShare * plain * LogNormal(0.3);
        double reads = run.CachedShare > 0 ? ReadThroughCache(rank, opens) : 0.9 * InputShare * plain * LogNormal(0.6);
        if (Fault(FaultKind.MetadataSlow, begin, rank.Rank) is { } slowOpens)
            opens += slowOpens.Intensity * run.StepSeconds * (0.5 + (0.5 * -Math.Log(1 - _random.NextDouble())));

        if (Fault(FaultKind.DatasetSlow, begin, rank.Rank) is { } slowReads && run.CachedShare == 0)
            reads += slowReads.Intensity * run.StepSeconds * LogNormal(0.2);

        double compute = ComputeShare * plain * tail * (run.HasHeavyTails ? LogNormal(0.1) : Normal(0.03));
        if (Fault(FaultKind.Straggler, begin, rank.Rank) is { } straggler)
            compute *= 1 + straggler.Intensity;

        double decode = Fault(FaultKind.DecodeSlow, begin, rank.Rank) is { } slowDecode ? slowDecode.Intensity * run.StepSeconds * LogNormal(0.2) : 0;
        rank.InputEnd = begin + opens + reads + decode;
        rank.Arrival = rank.InputEnd + compute;
        rank.Tell(SignalNames.StorageOperationDuration, begin + opens, opens, new Dimension(DimensionKeys.StorageLayer, "metadata"));
        if (run.CachedShare == 0)
            rank.Tell(SignalNames.StorageOperationDuration, begin + opens + reads, reads, new Dimension(DimensionKeys.StorageLayer, "dataset"));

        SyntheticFault? hang = Hang(FaultKind.HangSilent, begin, rank) ?? Hang(FaultKind.HangBusy, begin, rank);
        double worked = rank.Arrival;
        if (hang is not null)
            rank.Arrival += hang.To - Math.Max(hang.From, begin);

        rank.Beat(begin);
        rank.Beat(rank.InputEnd);
        rank.Beat(rank.Arrival);
        rank.Work(rank.InputEnd, hang?.Kind == FaultKind.HangSilent ? worked : rank.Arrival);
    }

    /// <summary>Some reads are fast, the others take twenty times as long, or longer where what lies behind the cache is slow.</summary>
    private double ReadThroughCache(SimulatedRank rank, double opens)
    {
        double time = rank.Now + opens;
        double share = Fault(FaultKind.CacheLost, rank.Now, rank.Rank)?.Intensity ?? run.CachedShare;
        double slow = 1 + (Fault(FaultKind.DatasetSlow, rank.Now, rank.Rank)?.Intensity ?? 0);
        for (int i = 0; i < ReadsPerStep; i++)
        {
            bool isCached = _random.NextDouble() < share;
            double read = (isCached ? 0.001 : 0.02 * slow) * run.StepSeconds * LogNormal(0.3);
            time += read;
            if (!isCached)
                rank.Fetch(time);

            rank.Tell(SignalNames.StorageOperationDuration, time, read, new Dimension(DimensionKeys.StorageLayer, "dataset"));
        }

        return time - rank.Now - opens;
    }

    private double Communicate(double plain, double began, double all)
    {
        double pure = CollectiveShare * plain * LogNormal(run.HasHeavyTails ? 0.5 : 0.25);
        SyntheticFault? slow = Fault(FaultKind.Jitter, all) ?? Fault(FaultKind.Incast, all);
        double extra = 0;
        if (slow is not null)
        {
            // The rate of the link is drawn anew four times a second, as in the lab.
            if (all >= _jitter.Until)
                _jitter = (all + 0.25, new[] { 0.4, 1, 1.6 }[_random.Next(3)]);

            extra = slow.Intensity * run.StepSeconds * _jitter.Level * LogNormal(0.2);
        }

        Enter();
        double done = all + pure + extra;
        SyntheticFault? hang = run.Faults.FirstOrDefault(fault =>
            fault.Kind is FaultKind.HangAlike or FaultKind.HangSpinning && fault.From < done && fault.To > began);
        if (hang is not null)
            done += hang.To - Math.Max(hang.From, began);

        SimulatedRank? first = slow is null ? null : _ranks.FirstOrDefault(rank => slow.Hits(rank.Rank));
        foreach (SimulatedRank rank in _ranks)
        {
            bool isAtLink = slow is not null && slow.Ranks.Contains(rank.Rank);
            double late = (0.01 * run.Noise * plain * -Math.Log(1 - (0.9 * _random.NextDouble()))) + (isAtLink ? 0.25 * extra : 0);
            rank.CollectiveEnd = done + late;
            bool sendsAgain = first is not null && rank == _ranks[(Array.IndexOf(_ranks, first) + _ranks.Length - 1) % _ranks.Length];
            double again = sendsAgain && slow!.Kind == FaultKind.Incast ? 0.7 : sendsAgain ? 0.05 : 0;
            rank.Send(all, BytesPerStep * (1 + again), (sendsAgain ? 200 : 0) + (run.Noise > 0 ? _random.Next(2) : 0));
            if (hang?.Kind == FaultKind.HangSpinning)
                rank.Work(rank.Arrival, done);
        }

        return done;
    }

    /// <summary>Ranks enter the collective of all; before it, in the midst of computing, that of their pair, which holds up both.</summary>
    private void Enter()
    {
        foreach (SimulatedRank rank in _ranks)
        {
            SimulatedRank other = _ranks.FirstOrDefault(other => other.Rank == (rank.Rank ^ 1)) ?? rank;
            double held = Math.Max(rank.Arrival, other.Arrival);
            rank.EnterPair(rank.Arrival);
            rank.Enter(run.HasPairs ? held : rank.Arrival);
        }
    }

    private void Tell(SimulatedRank rank, long number)
    {
        double time = rank.CollectiveEnd + (0.8 * OtherShare * run.StepSeconds * Normal(0.1));
        SyntheticFault? corruption = Fault(FaultKind.Corruption, time, rank.Rank);
        double norm = 0.1 * (1 + (0.2 * Math.Sin(number / 20.0)));
        if (corruption is not null)
            norm *= 1 + (corruption.Intensity * (1 + (0.3 * _random.NextDouble())));

        rank.Tell(SignalNames.GradientNorm, time, norm);
        rank.Tell(SignalNames.Loss, time, 1.0 / (1 + number));
        rank.Tell(SignalNames.DataWaitDuration, time, rank.InputEnd - rank.Now);
        rank.Tell(SignalNames.ComputeDuration, time, rank.Arrival - rank.InputEnd);
        rank.Tell(SignalNames.CollectiveDuration, time, rank.CollectiveEnd - rank.Arrival, new Dimension(DimensionKeys.CollectiveOperation, "all_reduce"));
        rank.Now = time + (0.2 * OtherShare * run.StepSeconds);
    }

    private double Checkpoint()
    {
        double begin = _ranks.Min(rank => rank.Now);
        double[] ends = new double[_ranks.Length];
        for (int i = 0; i < _ranks.Length; i++)
        {
            double write = run.CheckpointSeconds * LogNormal(0.2) * (Fault(FaultKind.CheckpointStall, begin, _ranks[i].Rank)?.Intensity ?? 1);
            ends[i] = _ranks[i].Now + write;
            _ranks[i].Tell(SignalNames.StorageOperationDuration, ends[i], write, new Dimension(DimensionKeys.StorageLayer, "checkpoint"));
        }

        double all = ends.Max() + (0.02 * run.CheckpointSeconds);
        foreach (SimulatedRank rank in _ranks)
        {
            rank.Tell(SignalNames.CheckpointDuration, all, all - rank.Now);
            rank.Tell(SignalNames.CheckpointSize, all, 16 << 20);
            rank.Now = all;
        }

        return all - begin;
    }

    private double SaveAlone()
    {
        SimulatedRank first = _ranks[0];
        for (double time = 0; time < run.SaveSeconds; time += 0.05)
            first.Write(first.Now + time);

        first.Now += run.SaveSeconds;
        first.Tell(SignalNames.CheckpointDuration, first.Now, run.SaveSeconds);
        return run.SaveSeconds;
    }

    private void Save(long step)
    {
        if (IsCheckpoint(step))
            _saved = step;
    }

    private bool IsCheckpoint(long step)
    {
        if (run.CheckpointEvery == 0)
            return false;

        long early = run.CheckpointJitter == 0 ? 0 : 1 + (step / run.CheckpointEvery * 7 % run.CheckpointJitter);
        return (step + early) % run.CheckpointEvery == 0;
    }

    private double Evaluate()
    {
        double length = run.EvaluationSeconds * (_evaluations++ == 0 ? run.FirstEvaluationFactor : 1);
        foreach (SimulatedRank rank in _ranks)
        {
            double end = rank.Now + length + (0.001 * run.Noise * _random.NextDouble());
            rank.Work(rank.Now, end);

            // A rank that is stopped evaluates no more than it computes.
            SyntheticFault? hang = run.Faults.FirstOrDefault(fault =>
                fault.Kind == FaultKind.HangSilent && fault.Hits(rank.Rank) && fault.From < end && fault.To > rank.Now);
            if (hang is not null)
                end += hang.To - Math.Max(hang.From, rank.Now);

            rank.Tell(SignalNames.EvaluationDuration, end, end - rank.Now);
            rank.Now = end;
        }

        return length;
    }

    private SyntheticFault? Fault(FaultKind kind, double time, int rank = -1) =>
        run.Faults.FirstOrDefault(fault => fault.Kind == kind && fault.IsOn(time) && (rank < 0 || fault.Hits(rank)));

    /// <summary>The hang that begins in the rank's present step.</summary>
    private SyntheticFault? Hang(FaultKind kind, double begin, SimulatedRank rank) =>
        run.Faults.FirstOrDefault(fault =>
            fault.Kind == kind && fault.Hits(rank.Rank) && fault.From < rank.Arrival && fault.To > begin);

    private double Normal(double spread) => Math.Max(0.1, 1 + (run.Noise * spread * Gauss()));

    private double LogNormal(double spread) => Math.Exp(run.Noise * spread * Gauss());

    private double Gauss() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
