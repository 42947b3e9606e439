namespace Feedline.Tests.Series;

/// <summary>Stores, signals and readings of them, in the words of the tests.</summary>
internal static class Stores
{
    public static SignalDescriptor Gauge { get; } = new("test.gauge", "1", SignalKind.Gauge);

    public static SignalDescriptor Counter { get; } = new("test.counter", "{packet}", SignalKind.Counter);

    public static SignalDescriptor Duration { get; } = new("test.duration", "s", SignalKind.Duration);

    public static SignalDescriptor Delta { get; } = new("test.delta", "1", SignalKind.Delta);

    public static SignalStore Make(int maxSeries = 1_024, int samplesPerSeries = 64, TimeProvider? clock = null) => new(
        new SignalStoreOptions { MaxSeries = maxSeries, SamplesPerSeries = samplesPerSeries },
        clock ?? new TestClock());

    public static SeriesHandle Add(this SignalStore store, SignalDescriptor signal, params ReadOnlySpan<Dimension> dimensions) =>
        store.GetOrAddSeries(signal, dimensions);

    public static (long[] Times, double[] Values) All(this SignalStore store, SeriesHandle series)
    {
        var times = new long[store.EndOf(series.Index)];
        var values = new double[times.Length];
        long cursor = 0;
        int count = store.ReadFrom(series.Index, ref cursor, times, values);
        return (times[..count], values[..count]);
    }

    public static double[] Values(this SignalStore store, SeriesHandle series) => store.All(series).Values;
}
