using System.Diagnostics.Metrics;

namespace Feedline;

/// <summary>How the measurements of an instrument become samples of a signal.</summary>
/// <param name="Signal">The signal. A well-known name has the kind and the unit of <see cref="SignalCatalog"/>.</param>
/// <param name="Scale">From the instrument's unit to the signal's.</param>
/// <param name="IsSummed">Measurements are amounts, samples their running sum.</param>
/// <param name="IsLevel">The sum is a level that the instrument holds up only as long as it lives.</param>
internal readonly record struct InstrumentReading(SignalDescriptor Signal, double Scale, bool IsSummed, bool IsLevel)
{
    /// <summary>
    /// Decides by the instrument's type. Amounts (counters, histograms) of a signal whose kind is a level or a total are summed
    /// up, so that a counter counted here and one scraped elsewhere give the same series.
    /// </summary>
    public static InstrumentReading Of(Instrument instrument)
    {
        Type type = instrument.GetType();
        Type? shape = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        SignalDescriptor? known = SignalCatalog.Find(instrument.Name);
        bool isHistogram = shape == typeof(Histogram<>);

        SignalKind kind = known?.Kind ?? KindOf(shape, instrument.Unit);
        // The total of durations so far is no duration: its increases are.
        if (kind == SignalKind.Duration && shape == typeof(ObservableCounter<>))
            kind = SignalKind.Counter;

        string given = instrument.Unit ?? "";
        string unit = known?.Unit ?? (kind == SignalKind.Duration ? "s" : given);
        SignalDescriptor signal = known is not null && known.Kind == kind ? known : new SignalDescriptor(instrument.Name, unit, kind);

        bool isAdded = shape == typeof(Counter<>) || shape == typeof(UpDownCounter<>);
        bool isSummed = (isAdded && kind is SignalKind.Gauge or SignalKind.Counter) || (isHistogram && kind == SignalKind.Counter);
        return new InstrumentReading(signal, Units.Factor(given, unit), isSummed, isSummed && kind == SignalKind.Gauge);
    }

    private static SignalKind KindOf(Type? shape, string? unit)
    {
        if (shape == typeof(Counter<>))
            return SignalKind.Delta;
        if (shape == typeof(ObservableCounter<>))
            return SignalKind.Counter;
        return shape == typeof(Histogram<>) && Units.IsTime(unit) ? SignalKind.Duration : SignalKind.Gauge;
    }
}
