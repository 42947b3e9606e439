namespace Feedline;

/// <summary>What is measured: the OpenTelemetry instrument, or the Prometheus metric family.</summary>
/// <remarks>Immutable and safe to share between threads. Two descriptors with equal values are equal.</remarks>
public sealed record SignalDescriptor
{
    /// <summary>Describes a signal.</summary>
    /// <param name="name">The name, OpenTelemetry's where it has one. See <see cref="SignalNames"/>.</param>
    /// <param name="unit">The unit in UCUM notation: <c>s</c>, <c>By</c>, <c>1</c>, <c>{packet}</c>.</param>
    /// <param name="kind">How the numbers are to be read.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="unit"/> is null.</exception>
    public SignalDescriptor(string name, string unit, SignalKind kind)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(unit);
        Name = name;
        Unit = unit;
        Kind = kind;
    }

    /// <summary>The signal's name.</summary>
    public string Name { get; }

    /// <summary>The unit in UCUM notation.</summary>
    public string Unit { get; }

    /// <summary>How the numbers are to be read.</summary>
    public SignalKind Kind { get; }
}
