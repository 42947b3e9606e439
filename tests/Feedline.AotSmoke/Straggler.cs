namespace Feedline.AotSmoke;

/// <summary>Writes the steps of four ranks, of which the last becomes slow.</summary>
internal sealed class Straggler(ISignalWriter writer)
{
    private const int Ranks = 4;
    private long _now = 1_000_000 * UnixTime.NanosecondsPerSecond;
    private int _step;

    public DateTimeOffset Now => UnixTime.ToDateTimeOffset(_now);

    public void Run(int steps, double slow)
    {
        for (int i = 0; i < steps; i++)
        {
            double slowest = 0.1 * slow;
            _now += UnixTime.FromSeconds(slowest + 0.02);
            _step++;
            for (int rank = 0; rank < Ranks; rank++)
            {
                double compute = rank == Ranks - 1 ? slowest : 0.1;
                Write(SignalNames.ComputeDuration, rank, compute);
                Write(SignalNames.CollectiveDuration, rank, slowest - compute + 0.02);
                Write(SignalNames.Step, rank, _step);
            }
        }
    }

    private void Write(string signal, int rank, double value)
    {
        SeriesHandle series = writer.GetOrAddSeries(
            SignalCatalog.Find(signal)!, [new Dimension(DimensionKeys.Job, "smoke"), new Dimension(DimensionKeys.Rank, rank)]);
        SampleOutcome outcome = writer.Write(series, _now, value);
        SmokeException.ThrowUnless(outcome == SampleOutcome.Accepted, $"{signal} of rank {rank}: {outcome}");
    }
}
