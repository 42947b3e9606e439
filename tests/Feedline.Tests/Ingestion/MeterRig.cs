using System.Diagnostics.Metrics;
using Feedline.Tests.Series;

namespace Feedline.Tests.Ingestion;

/// <summary>A meter of the test's own, a store, and a source between them.</summary>
internal sealed class MeterRig : IDisposable
{
    public MeterRig(int maxSeries = 1_024, IEnumerable<KeyValuePair<string, object?>>? meterTags = null, params Dimension[] dimensions)
    {
        Store = Stores.Make(maxSeries, samplesPerSeries: 64, Clock);
        // The name is new: tests beside this one neither hear it nor are heard.
        Meter = new Meter(new MeterOptions($"Test.{Guid.NewGuid():N}") { Tags = meterTags });
        var options = new MeterSourceOptions { Meters = { Meter.Name } };
        foreach (Dimension dimension in dimensions)
            options.Dimensions.Add(dimension);
        Source = new MeterSource(options);
        Source.Start(Store);
    }

    public TestClock Clock { get; } = new();

    public SignalStore Store { get; }

    public Meter Meter { get; }

    public MeterSource Source { get; }

    /// <summary>The only series of a signal.</summary>
    public SeriesKey Only(string signal) => Assert.Single(Store.Series(signal).ToArray());

    /// <summary>The values of the only series of a signal.</summary>
    public double[] ValuesOf(string signal) => Store.Values(new SeriesHandle(Store.IndexOf(Only(signal))));

    public void Dispose()
    {
        Source.Dispose();
        Meter.Dispose();
    }
}
