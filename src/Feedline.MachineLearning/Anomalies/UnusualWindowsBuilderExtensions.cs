using Feedline.MachineLearning;

namespace Feedline;

/// <summary>Adds the rule of unusual windows (FL3101) to an engine without a container.</summary>
public static class UnusualWindowsBuilderExtensions
{
    /// <summary>Adds the rule.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">
    /// Changes how its detectors are trained; null for the defaults, with an <see cref="WindowAnomalyOptions.AlarmScore"/> of 0.999. For a replay set
    /// <see cref="WindowAnomalyOptions.TrainInBackground"/> to false, or its findings depend on how fast the machine is.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static DiagnosticEngineBuilder AddUnusualWindows(this DiagnosticEngineBuilder builder, Action<WindowAnomalyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddRule(UnusualWindowsRule.Create(configure));
    }
}
