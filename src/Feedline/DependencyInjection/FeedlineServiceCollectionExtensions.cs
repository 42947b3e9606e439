using Feedline;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Feedline to a container.</summary>
public static class FeedlineServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="DiagnosticEngine"/> with Feedline's own rules, as a singleton.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the engine's bounds; null for the defaults.</param>
    /// <returns>The builder that rules, sources and sinks are added on.</returns>
    /// <remarks>
    /// <para>
    /// It starts nothing: resolve the engine, call <see cref="DiagnosticEngine.Start"/>, and evaluate when you want to. The
    /// engine takes <see cref="TimeProvider"/>, the meter factory and the logger factory of the container where there are any,
    /// and every <see cref="IDiagnosticRule"/>, <see cref="ISignalSource"/> and <see cref="IFindingSink"/> that is registered;
    /// they live as long as it does.
    /// </para>
    /// <para>
    /// Calling it again adds nothing twice; what <paramref name="configure"/> does adds up. Wrong options make resolving the
    /// engine throw <see cref="OptionsValidationException"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IFeedlineBuilder AddFeedline(this IServiceCollection services, Action<FeedlineOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FeedlineOptions>, FeedlineOptionsValidator>());
        services.TryAddSingleton(EngineFactory.Create);
        if (configure is not null)
            services.Configure(configure);

        return new FeedlineBuilder(services);
    }
}
