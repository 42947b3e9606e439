using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.IO.Enumeration;

namespace Feedline;

/// <summary>Listens to the meters of this process.</summary>
/// <remarks>
/// Measurements arrive on the threads of those who measure: nothing is thrown there. What goes wrong is counted, and the next
/// <see cref="Collect"/> throws it, so that it shows among the evaluation's failures.
/// </remarks>
internal sealed class MeterSource : ISignalSource
{
    private const string OwnMeter = "Feedline";

    private readonly MeterListener _listener = new();
    private readonly ProducerFailures _failures = new();
    private readonly ConcurrentDictionary<int, InstrumentSum> _sums = new();
    private readonly RequestCounting _requests = new();
    private readonly string[] _meters;
    private readonly Dimension[] _dimensions;
    private ISignalWriter? _writer;

    /// <exception cref="ArgumentException">A meter's name is empty.</exception>
    public MeterSource(MeterSourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Meters.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("A meter's name must not be empty.", nameof(options));

        _meters = [.. options.Meters];
        _dimensions = [.. options.Dimensions];
        _listener.InstrumentPublished = OnPublished;
        _listener.MeasurementsCompleted = OnCompleted;
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => InstrumentFeed.Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => InstrumentFeed.Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => InstrumentFeed.Record(state, value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => InstrumentFeed.Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => InstrumentFeed.Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => InstrumentFeed.Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => InstrumentFeed.Record(state, (double)value, tags));
    }

    /// <summary>Instruments and measurements so far that could not be taken.</summary>
    public long FailureCount => _failures.Count;

    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public void Start(ISignalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_writer is not null)
            throw new InvalidOperationException("The source was started before.");

        _writer = writer;
        _listener.Start();
    }

    /// <exception cref="AggregateException">Callbacks of observable instruments, or earlier measurements, failed.</exception>
    public void Collect()
    {
        List<Exception>? failures = null;
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException e)
        {
            failures = [.. e.Flatten().InnerExceptions];
        }

        if (_failures.TakeNew() is { } earlier)
            (failures ??= []).Add(earlier);
        if (failures is not null)
            throw new AggregateException("Some instruments could not be read.", failures);
    }

    public void Dispose() => _listener.Dispose();

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        try
        {
            if (_writer is { } writer && IsWanted(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument, new InstrumentFeed(instrument, writer, _sums, _requests, _dimensions, _failures));
        }
        catch (Exception e)
        {
            // This is the thread that creates the instrument.
            _failures.Add(instrument, e);
        }
    }

    private static void OnCompleted(Instrument instrument, object? state) => (state as InstrumentFeed)?.Complete();

    private bool IsWanted(string meter)
    {
        // Samples about samples would never end.
        if (string.Equals(meter, OwnMeter, StringComparison.OrdinalIgnoreCase))
            return false;

        foreach (string pattern in _meters)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, meter, ignoreCase: true))
                return true;
        }

        return false;
    }
}
