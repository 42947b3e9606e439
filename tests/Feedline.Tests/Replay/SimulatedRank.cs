namespace Feedline.Tests.Replay;

/// <summary>One rank of a simulation: its clock, and what it has to tell.</summary>
internal sealed class SimulatedRank(SyntheticRun run, int rank, Tape tape, Random random)
{
    private readonly List<(double From, double To)> _busy = [];
    private readonly List<(double Time, double Bytes, double Segments)> _traffic = [];
    private readonly List<(double Time, SyntheticSample Sample)> _unsent = [];
    private readonly Dictionary<(string Signal, string Dimension), int> _series = [];
    private readonly List<double> _entered = [];
    private readonly List<double> _pairsEntered = [];
    private readonly List<double> _beats = [];
    private readonly List<double> _fetched = [];
    private readonly List<double> _written = [];
    private readonly double _phase = random.NextDouble();
    private double _bytes;
    private double _segments;

    public int Rank => rank;

    /// <summary>When its last step ended.</summary>
    public double Now { get; set; }

    /// <summary>When the present step has its input, is computed, and has its collective behind it.</summary>
    public double InputEnd { get; set; }

    public double Arrival { get; set; }

    public double CollectiveEnd { get; set; }

    public double BornAt { get; private set; }

    public int Attempt { get; set; }

    public void Boot(double time)
    {
        BornAt = time;
        Now = time + run.BootSeconds + (0.01 * random.NextDouble());
        _busy.Clear();
        _traffic.Clear();
        // The interface outlives the process and goes on counting; what the process itself counts begins anew.
        _segments = 0;
        _entered.Clear();
        _pairsEntered.Clear();
        _beats.Clear();
        _fetched.Clear();
        _written.Clear();
        _traffic.Add((time, _bytes, _segments));
        _series.Clear();
    }

    public void Work(double from, double to) => _busy.Add((from, to));

    public void Enter(double time) => _entered.Add(time);

    public void EnterPair(double time) => _pairsEntered.Add(time);

    public void Beat(double time) => _beats.Add(time);

    /// <summary>A read that no cache served, of a mebibyte.</summary>
    public void Fetch(double time) => _fetched.Add(time);

    /// <summary>A mebibyte of a checkpoint.</summary>
    public void Write(double time) => _written.Add(time);

    public void Send(double time, double bytes, double segments) =>
        _traffic.Add((time, _bytes += bytes, _segments += segments));

    /// <summary>Tells a value, as of a time of the simulation.</summary>
    public void Tell(string signal, double time, double value, params Dimension[] dimensions)
    {
        if (run.Without.Contains(signal) || (run.Lost > 0 && signal != SignalNames.Step && random.NextDouble() < run.Lost))
            return;

        (string, string) key = (signal, dimensions.Length > 0 ? dimensions[0].Text : "");
        if (!_series.TryGetValue(key, out int series))
            _series.Add(key, series = MakeSeries(signal, dimensions));

        double skew = rank < run.Skew.Length ? run.Skew[rank] : 0;
        double stamp = time + skew + (time * run.DriftPpm * 1e-6 * rank);
        _unsent.Add((time, new SyntheticSample(SyntheticRun.At(stamp), series, value)));
    }

    /// <summary>The process ends in good order.</summary>
    public void Stop(double time)
    {
        Sample(time);
        foreach ((double _, SyntheticSample sample) in _unsent)
            tape.Add(sample);

        _unsent.Clear();
    }

    /// <summary>The process is killed: what it has not sent is gone.</summary>
    public void Kill(double time)
    {
        Sample(time);
        double sent = BornAt + (Math.Floor(((time - BornAt) / run.FlushSeconds) + _phase) - _phase) * run.FlushSeconds;
        foreach ((double at, SyntheticSample sample) in _unsent)
        {
            if (at <= sent)
                tape.Add(sample);
        }

        _unsent.Clear();
    }

    private int MakeSeries(string signal, Dimension[] dimensions)
    {
        List<Dimension> all =
        [
            new(DimensionKeys.Job, run.Job), new(DimensionKeys.Node, $"node{rank}"), new(DimensionKeys.Rank, $"{rank}"), .. dimensions,
        ];
        if (run.HasAttemptDimension)
            all.Add(new Dimension(DimensionKeys.Attempt, $"{Attempt}"));

        return tape.Series(signal, all);
    }

    /// <summary>The sampler's thread, which looks at the rank from outside.</summary>
    private void Sample(double end)
    {
        int busy = 0, traffic = 0, entered = 0, pairs = 0, beats = 0, fetched = 0, written = 0;
        double last = BornAt + run.BootSeconds - 0.1 + (0.05 * random.NextDouble());
        (_, double bytes, double segments) = _traffic[0];
        for (double time = last + run.HeartbeatSeconds; time < end; time += run.HeartbeatSeconds)
        {
            double worked = 0;
            while (busy < _busy.Count && _busy[busy].To <= last)
                busy++;

            for (int i = busy; i < _busy.Count && _busy[i].From < time; i++)
                worked += Math.Max(0, Math.Min(time, _busy[i].To) - Math.Max(last, _busy[i].From));

            while (traffic < _traffic.Count && _traffic[traffic].Time <= time)
                (_, bytes, segments) = _traffic[traffic++];

            if (!run.Faults.Any(fault => fault.Kind == FaultKind.HangSilent && fault.Hits(rank) && fault.IsOn(time)))
            {
                Tell(SignalNames.GpuUtilization, time, Math.Min(1, worked / (time - last)), new Dimension(DimensionKeys.Device, $"gpu{rank}"));
                Tell(SignalNames.NetworkIo, time, bytes, new Dimension(DimensionKeys.NetworkDirection, "transmit"));
                double read = Count(_fetched, ref fetched, time) * (double)(1 << 20);
                Tell(SignalNames.NetworkIo, time, bytes + (run.IsRemote ? read : 0), new Dimension(DimensionKeys.NetworkDirection, "receive"));
                Tell(SignalNames.TcpRetransmits, time, segments);
                Tell(SignalNames.ProcessDiskIo, time, bytes / 8);
                if (run.CachedShare > 0)
                    Tell(SignalNames.ProcessDiskIo, time, run.IsRemote ? 0 : read, new Dimension(DimensionKeys.DiskDirection, "read"));

                if (run.CountsWrites)
                    Tell(SignalNames.ProcessDiskIo, time, Count(_written, ref written, time) * (double)(1 << 20), new Dimension(DimensionKeys.DiskDirection, "write"));

                if (run.CountsProgress)
                {
                    Dimension[] group = run.HasPairs ? [new Dimension(DimensionKeys.ProcessGroup, "all")] : [];
                    Tell(SignalNames.CollectiveSequence, time, Count(_entered, ref entered, time), group);
                    Tell(SignalNames.Heartbeat, time, Count(_beats, ref beats, time));
                    if (run.HasPairs)
                        Tell(SignalNames.CollectiveSequence, time, Count(_pairsEntered, ref pairs, time), new Dimension(DimensionKeys.ProcessGroup, $"pair{rank / 2}"));
                }
            }

            last = time;
        }
    }

    private static int Count(List<double> times, ref int count, double time)
    {
        while (count < times.Count && times[count] <= time)
            count++;

        return count;
    }
}
