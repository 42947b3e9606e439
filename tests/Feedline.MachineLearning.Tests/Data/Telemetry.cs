namespace Feedline.MachineLearning.Tests.Data;

/// <summary>A made-up run: ranks that step, wait and compute, and a link counter.</summary>
internal static class Telemetry
{
    public const long Second = UnixTime.NanosecondsPerSecond;

    /// <summary>When runs begin: late enough for any duration to have begun after 1970.</summary>
    public const long Start = 1_000 * Second;

    public static readonly SignalDescriptor Step = SignalCatalog.Find(SignalNames.Step)!;
    public static readonly SignalDescriptor Wait = SignalCatalog.Find(SignalNames.DataWaitDuration)!;
    public static readonly SignalDescriptor Loss = SignalCatalog.Find(SignalNames.Loss)!;
    public static readonly SignalDescriptor Sent = SignalCatalog.Find(SignalNames.NetworkIo)!;

    public static SignalStore Store(int samplesPerSeries = 4_096) =>
        new(new SignalStoreOptions { SamplesPerSeries = samplesPerSeries }, TimeProvider.System);

    public static Dimension[] Rank(int rank, string job = "job") =>
        [new(DimensionKeys.Job, job), new(DimensionKeys.Rank, rank), new(DimensionKeys.Node, $"node{rank}")];

    /// <summary>Writes steps, one a second: two waits, a loss and a total in each, the step itself last.</summary>
    public static void Run(ISignalWriter writer, int ranks, int steps, int first = 1)
    {
        for (int rank = 0; rank < ranks; rank++)
        {
            SeriesHandle step = writer.GetOrAddSeries(Step, Rank(rank)), wait = writer.GetOrAddSeries(Wait, Rank(rank)),
                loss = writer.GetOrAddSeries(Loss, Rank(rank)), sent = writer.GetOrAddSeries(Sent, Rank(rank));
            for (int i = first; i < first + steps; i++)
            {
                long end = Start + (i * Second);
                writer.Write(wait, end - (Second / 2), 0.25 + rank);
                writer.Write(wait, end - (Second / 4), 0.5);
                writer.Write(sent, end - 2, 1_000.0 * i);
                writer.Write(loss, end - 1, i % 7);
                writer.Write(step, end, i);
            }
        }
    }
}
