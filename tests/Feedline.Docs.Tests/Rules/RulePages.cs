namespace Feedline.Docs.Tests.Rules;

/// <summary>All rules that have a page: the built-in ones, those of the packages beside the engine, and what the engine finds about itself.</summary>
internal static class RulePages
{
    /// <summary>Descriptors by id. The engine's own are internal to it: they are read from there.</summary>
    public static IReadOnlyList<RuleDescriptor> Rules { get; } = Read();

    public static string PathOf(RuleDescriptor rule) => $"docs/rules/{rule.Id}.md";

    public static bool IsEngines(RuleDescriptor rule) => rule.Id == "FL9001";

    private static RuleDescriptor[] Read()
    {
        using DiagnosticEngine engine = new DiagnosticEngineBuilder().AddUnusualWindows().AddFailureModeClassifier().Build();
        IEnumerable<RuleDescriptor> engines = typeof(DiagnosticEngine).Assembly.GetType("Feedline.EngineRules", throwOnError: true)!
            .GetProperties()
            .Where(property => property.PropertyType == typeof(RuleDescriptor))
            .Select(property => (RuleDescriptor)property.GetValue(null)!);
        return [.. engine.Rules.Concat(engines).OrderBy(rule => rule.Id, StringComparer.Ordinal)];
    }
}
