namespace Feedline.Benchmarks.Evaluation;

/// <summary>A healthy job of many ranks with 20 signals each, written by handle, a step at a time.</summary>
internal sealed class TrainingFleet
{
    private const long StepNanoseconds = UnixTime.NanosecondsPerSecond / 10;

    private static readonly (string Name, string? Key, string? Value)[] Signals =
    [
        (SignalNames.Step, null, null),
        (SignalNames.StepDuration, null, null),
        (SignalNames.DataWaitDuration, null, null),
        (SignalNames.ComputeDuration, null, null),
        (SignalNames.CollectiveDuration, DimensionKeys.CollectiveOperation, "all_reduce"),
        (SignalNames.CheckpointSize, null, null),
        (SignalNames.GradientNorm, null, null),
        (SignalNames.Loss, null, null),
        (SignalNames.StorageOperationDuration, DimensionKeys.StorageLayer, "dataset"),
        (SignalNames.StorageOperationDuration, DimensionKeys.StorageLayer, "metadata"),
        (SignalNames.GpuUtilization, null, null),
        (SignalNames.NetworkIo, DimensionKeys.NetworkDirection, "receive"),
        (SignalNames.NetworkIo, DimensionKeys.NetworkDirection, "transmit"),
        (SignalNames.NetworkPacketDropped, null, null),
        (SignalNames.TcpRetransmits, null, null),
        (SignalNames.ProcessDiskIo, "disk.io.direction", "read"),
        (SignalNames.ProcessDiskIo, "disk.io.direction", "write"),
        ("hw.gpu.temperature", null, null),
        ("hw.gpu.power", null, null),
        ("hw.gpu.memory.usage", null, null),
    ];

    private readonly DiagnosticEngine _engine;
    private readonly SeriesHandle[] _handles;
    private readonly Random _random = new(7);
    private readonly int _ranks;
    private long _now = 1_800_000_000 * UnixTime.NanosecondsPerSecond;
    private long _step;

    public TrainingFleet(DiagnosticEngine engine, int ranks)
    {
        _engine = engine;
        _ranks = ranks;
        _handles = new SeriesHandle[ranks * Signals.Length];
        for (int rank = 0; rank < ranks; rank++)
        {
            for (int signal = 0; signal < Signals.Length; signal++)
                _handles[(rank * Signals.Length) + signal] = engine.Writer.GetOrAddSeries(DescriptorOf(signal), DimensionsOf(rank, signal));
        }
    }

    public DateTimeOffset Now => UnixTime.ToDateTimeOffset(_now);

    /// <summary>Writes one step of all ranks: one sample of each of the 20 signals.</summary>
    public void Step()
    {
        _step++;
        _now += StepNanoseconds;
        for (int rank = 0; rank < _ranks; rank++)
        {
            for (int signal = Signals.Length - 1; signal >= 0; signal--)
                _engine.Writer.Write(_handles[(rank * Signals.Length) + signal], _now, Value(signal));
        }
    }

    private static SignalDescriptor DescriptorOf(int signal) =>
        SignalCatalog.Find(Signals[signal].Name) ?? new SignalDescriptor(Signals[signal].Name, "1", SignalKind.Gauge);

    private static Dimension[] DimensionsOf(int rank, int signal)
    {
        List<Dimension> dimensions = [new(DimensionKeys.Job, "fleet"), new(DimensionKeys.Rank, rank), new(DimensionKeys.Node, $"node{rank / 8}")];
        if (Signals[signal].Key is { } key)
            dimensions.Add(new Dimension(key, Signals[signal].Value!));

        return [.. dimensions];
    }

    private double Value(int signal) => signal switch
    {
        0 => _step,
        1 => 0.1,
        2 => 0.004 + (0.002 * _random.NextDouble()),
        3 => 0.07 + (0.004 * _random.NextDouble()),
        4 => 0.015 + (0.006 * _random.NextDouble()),
        6 => 1.25,
        8 or 9 => 0.001 + (0.0005 * _random.NextDouble()),
        11 or 12 => _step * 1_000_000.0,
        13 or 14 => 0,
        15 or 16 => _step * 4096.0,
        _ => 0.8,
    };
}
