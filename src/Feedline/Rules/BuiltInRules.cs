namespace Feedline.Rules;

/// <summary>The rules that come with the engine.</summary>
internal static class BuiltInRules
{
    /// <summary>By id. They hold no state of their own.</summary>
    public static IReadOnlyList<IDiagnosticRule> All { get; } =
    [
        new CheckpointStallRule(),
        new NetworkJitterRule(),
        new IncastRule(),
        new ComputeStragglerRule(),
        new HangRule(),
        new GradientCorruptionRule(),
        new DatasetStarvationRule(),
        new MetadataStallRule(),
        new WorkerLossRule(),
        new SchedulerDelayRule(),
        new ApiRateLimitingRule(),
        new ZombieKeyRule(),
    ];
}
