using System.Diagnostics.Metrics;

namespace Feedline.Tests.SelfTelemetry;

/// <summary>Keeps what the meters of one factory measure, as lines of text.</summary>
internal sealed class MeasurementLog : IDisposable
{
    private readonly MeterListener _listener;

    public MeasurementLog(object scope)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == scope)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public Action? OnMeasurement { get; set; }

    public List<(string Name, double Value, string Tags)> Entries { get; } = [];

    public IEnumerable<(double Value, string Tags)> Of(string name) =>
        Entries.Where(entry => entry.Name == name).Select(entry => (entry.Value, entry.Tags));

    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        OnMeasurement?.Invoke();
        Entries.Add((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
    }
}
