namespace Feedline.MachineLearning.Tests.Data;

/// <summary>A recording of one rank, made up while it is read.</summary>
internal sealed class EndlessRecording(int steps) : IRecordedSource
{
    private static readonly Dimension[] Rank = Telemetry.Rank(0);

    private int _step;
    private SeriesHandle _loss = new(-1);
    private SeriesHandle _clock;

    public bool IsDisposed { get; private set; }

    public bool TryPeek(out long unixNanoseconds)
    {
        unixNanoseconds = (_step + 1) * Telemetry.Second;
        return _step < steps;
    }

    public void WriteUntil(ISignalWriter writer, long unixNanoseconds, CancellationToken cancellationToken)
    {
        if (_loss.Index < 0)
        {
            _loss = writer.GetOrAddSeries(Telemetry.Loss, Rank);
            _clock = writer.GetOrAddSeries(Telemetry.Step, Rank);
        }

        while (TryPeek(out long time) && time <= unixNanoseconds)
        {
            _step++;
            writer.Write(_loss, time, _step % 7);
            writer.Write(_clock, time, _step);
        }
    }

    public void Dispose() => IsDisposed = true;
}
