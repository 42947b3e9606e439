using Acme.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Feedline.Samples.Snippets;

/// <summary>An engine from a container.</summary>
public static class Containers
{
    /// <summary>Registers all that there is to register.</summary>
    public static void Register(IServiceCollection services)
    {
        #region container
        services.AddFeedline(options => options.Store.SamplesPerSeries = 1_024)
            .AddMeterSource("Trainer.*")
            .AddRule<MemoryCreepRule>()
            .ConfigureRule("FL2001", rule => rule.Severity = FindingSeverity.Error)
            .AddFindingSink<ConsoleSink>();
        #endregion
    }

    /// <summary>Resolves and uses it.</summary>
    public static EvaluationReport Use(IServiceProvider provider)
    {
        #region container-use
        DiagnosticEngine engine = provider.GetRequiredService<DiagnosticEngine>();
        engine.Start();

        // On a thread of yours, about once a second:
        EvaluationReport report = engine.Evaluate();
        #endregion
        return report;
    }

    /// <summary>How the engine runs a rule.</summary>
    public static void Configure(IServiceCollection services)
    {
        #region configure-rules
        services.AddFeedline()
            .ConfigureRule("FL1001", rule => rule.Enabled = false)
            .ConfigureRule("FL2001", rule =>
            {
                rule.Period = TimeSpan.FromSeconds(5);
                rule.OpenAfter = 3;
                rule.ResolveAfter = 12;
                rule.Severity = FindingSeverity.Info;
            });
        #endregion
    }
}
