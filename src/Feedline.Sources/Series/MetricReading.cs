namespace Feedline.Sources;

/// <summary>Which signal an OTLP metric is, and how its points become samples.</summary>
internal sealed record MetricReading(SignalDescriptor Signal, SampleMode Mode, double Scale, ForeignSignal? Foreign)
{
    /// <summary>Decides for a metric; null when it has no name.</summary>
    /// <remarks>Feedline's own descriptor wins for unit and kind: the numbers are brought to that unit.</remarks>
    public static MetricReading? Of(string name, string unit, MetricShape shape)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        ForeignSignal? foreign = SignalNameMap.Find(name);
        SignalDescriptor signal = foreign?.Signal ?? SignalCatalog.Find(name) ?? Describe(name, unit, shape);
        double scale = foreign?.Scale ?? UnitScale.Between(unit, signal.Unit);
        SampleMode mode = shape switch
        {
            MetricShape.TotalDistribution or MetricShape.Total when signal.Kind == SignalKind.Delta => SampleMode.IncreaseOfTotals,
            MetricShape.TotalDistribution => SampleMode.MeanOfTotals,
            MetricShape.Increase when signal.Kind is SignalKind.Counter or SignalKind.Gauge => SampleMode.RunningTotal,
            _ => SampleMode.Value,
        };
        return new MetricReading(signal, mode, scale, foreign);
    }

    /// <summary>Brings a number to the signal's unit.</summary>
    public double Convert(double value) => Scale == 1 || IsBlank(value) ? value : value * Scale;

    // What DCGM and counters give for "no value" must still be recognised as such by who gets it.
    private static bool IsBlank(double value) =>
        value is (>= 0x7FFF_FFF0 and <= 0x7FFF_FFF3) or uint.MaxValue or long.MaxValue or ulong.MaxValue
            or (>= 140_737_488_355_328 and <= 140_737_488_355_331);

    private static SignalDescriptor Describe(string name, string unit, MetricShape shape)
    {
        switch (shape)
        {
            case MetricShape.Total:
                return new SignalDescriptor(name, unit, SignalKind.Counter);
            case MetricShape.Increase:
                return new SignalDescriptor(name, unit, SignalKind.Delta);
            default:
                // Durations are in seconds by their contract, whatever the exporter chose.
                bool isDuration = name.EndsWith(".duration", StringComparison.Ordinal) && (unit == "s" || UnitScale.Between(unit, "s") != 1);
                return isDuration ? new SignalDescriptor(name, "s", SignalKind.Duration) : new SignalDescriptor(name, unit, SignalKind.Gauge);
        }
    }
}
