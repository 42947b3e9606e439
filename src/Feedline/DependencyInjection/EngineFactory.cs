using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Feedline;

/// <summary>Builds the container's engine from what is registered.</summary>
internal static class EngineFactory
{
    public static DiagnosticEngine Create(IServiceProvider services)
    {
        var builder = new DiagnosticEngineBuilder
        {
            Options = services.GetRequiredService<IOptions<FeedlineOptions>>().Value,
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
            MeterFactory = services.GetService<IMeterFactory>(),
            LoggerFactory = services.GetService<ILoggerFactory>(),
        };

        foreach (IDiagnosticRule rule in services.GetServices<IDiagnosticRule>())
            builder.AddRule(rule);

        foreach (RuleConfiguration configuration in services.GetServices<RuleConfiguration>())
            builder.ConfigureRule(configuration.RuleId, configuration.Configure);

        MeterSourceOptions meters = services.GetRequiredService<IOptions<MeterSourceOptions>>().Value;
        builder.AddMeterSource(options =>
        {
            foreach (string meter in meters.Meters)
                options.Meters.Add(meter);

            foreach (Dimension dimension in meters.Dimensions)
                options.Dimensions.Add(dimension);
        });

        foreach (ISignalSource source in services.GetServices<ISignalSource>())
            builder.AddSource(source);

        foreach (IFindingSink sink in services.GetServices<IFindingSink>())
            builder.AddSink(sink);

        var faults = new List<string>();
        return builder.TryBuild(faults)
            ?? throw new OptionsValidationException(Options.DefaultName, typeof(FeedlineOptions), faults);
    }
}
