using Feedline.MachineLearning;
using Microsoft.Extensions.DependencyInjection;

namespace Feedline;

/// <summary>Adds the rule of unusual windows (FL3101) to the engine of a container.</summary>
public static class UnusualWindowsServiceExtensions
{
    /// <inheritdoc cref="UnusualWindowsBuilderExtensions.AddUnusualWindows"/>
    public static IFeedlineBuilder AddUnusualWindows(this IFeedlineBuilder builder, Action<WindowAnomalyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        UnusualWindowsRule rule = UnusualWindowsRule.Create(configure);

        // Made by the container, as it were: so that it is disposed with it.
        builder.Services.AddSingleton<IDiagnosticRule>(_ => rule);
        return builder;
    }
}
