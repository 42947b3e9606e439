using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Feedline;

/// <summary>Adds rules, sources and sinks to the engine of a container.</summary>
public static class FeedlineBuilderExtensions
{
    /// <summary>Adds a rule, as a singleton that the container makes. A second call for the same type does nothing.</summary>
    /// <typeparam name="T">The rule.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IFeedlineBuilder AddRule<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IFeedlineBuilder builder)
        where T : class, IDiagnosticRule
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDiagnosticRule, T>());
        return builder;
    }

    /// <summary>Adds a rule made of a descriptor and a delegate.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="descriptor">What the rule is.</param>
    /// <param name="evaluate">What it does; see <see cref="IDiagnosticRule.Evaluate"/>.</param>
    /// <returns>The builder.</returns>
    public static IFeedlineBuilder AddRule(
        this IFeedlineBuilder builder, RuleDescriptor descriptor, Action<RuleContext> evaluate)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(evaluate);
        builder.Services.AddSingleton<IDiagnosticRule>(new DelegateRule(descriptor, evaluate));
        return builder;
    }

    /// <summary>Says how the engine runs a rule, built-in or added. Several calls add up in their order.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="ruleId">The rule's id, in its exact letters. An id of no rule makes resolving the engine throw.</param>
    /// <param name="configure">Changes the rule's options.</param>
    /// <returns>The builder.</returns>
    public static IFeedlineBuilder ConfigureRule(
        this IFeedlineBuilder builder, string ruleId, Action<RuleExecutionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(ruleId);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddSingleton(new RuleConfiguration(ruleId, configure));
        return builder;
    }

    /// <summary>Adds a source, as a singleton that the container makes. A second call for the same type does nothing.</summary>
    /// <typeparam name="T">The source. Its <see cref="IDisposable.Dispose"/> is called by the engine and by the container.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IFeedlineBuilder AddSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IFeedlineBuilder builder)
        where T : class, ISignalSource
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalSource, T>());
        return builder;
    }

    /// <summary>Listens to meters of this process. Several calls add up; a meter that several names meet is heard once.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="meters">Names of meters; see <see cref="MeterSourceOptions.Meters"/>.</param>
    /// <returns>The builder.</returns>
    public static IFeedlineBuilder AddMeterSource(this IFeedlineBuilder builder, params string[] meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        return builder.AddMeterSource(options =>
        {
            foreach (string meter in meters)
                options.Meters.Add(meter);
        });
    }

    /// <summary>Listens to meters of this process, and says what their samples have in common. Several calls add up.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Adds names of meters and dimensions.</param>
    /// <returns>The builder.</returns>
    public static IFeedlineBuilder AddMeterSource(this IFeedlineBuilder builder, Action<MeterSourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Adds a sink, as a singleton that the container makes. A second call for the same type does nothing.</summary>
    /// <typeparam name="T">The sink.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IFeedlineBuilder AddFindingSink<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IFeedlineBuilder builder)
        where T : class, IFindingSink
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IFindingSink, T>());
        return builder;
    }
}
