using System.Diagnostics.Metrics;

namespace Feedline.Tests.SelfTelemetry;

/// <summary>Makes meters whose scope is this factory, so that a test hears only its own engine.</summary>
internal sealed class TestMeterFactory : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        foreach (Meter meter in _meters)
            meter.Dispose();
    }
}
