using Microsoft.Extensions.Time.Testing;

namespace Feedline.Tests.Evaluation;

/// <summary>Small makers that the engine's tests share.</summary>
internal static class Engines
{
    public const long Second = UnixTime.NanosecondsPerSecond;

    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static long At(double seconds) => UnixTime.ToNanoseconds(Epoch) + UnixTime.FromSeconds(seconds);

    public static DiagnosticEngineBuilder Builder(FakeTimeProvider? time = null, TimeSpan? budget = null) => new()
    {
        TimeProvider = time ?? new FakeTimeProvider(Epoch),
        Options = new FeedlineOptions { UseBuiltInRules = false, EvaluationBudget = budget },
    };

    public static RuleDescriptor Descriptor(string id, params string[] required) =>
        new(id, "Title of " + id, FailureMode.Hang, Layer.GpuWorkers, FindingSeverity.Error) { RequiredSignals = [.. required] };

    public static FindingDraft Draft(string job = "job", string message = "It holds.", double start = 1, double end = 2, string? discriminator = null) => new()
    {
        Job = job,
        Message = message,
        StartUnixNanoseconds = At(start),
        EndUnixNanoseconds = At(end),
        Discriminator = discriminator,
    };

    public static DiagnosticEngineBuilder AddRule(this DiagnosticEngineBuilder builder, string id, Action<RuleContext> evaluate) =>
        builder.AddRule(Descriptor(id), evaluate);

    /// <summary>Evaluates at so many seconds after the epoch.</summary>
    public static EvaluationReport Run(this DiagnosticEngine engine, double seconds) =>
        engine.EvaluateAt(At(seconds), TestContext.Current.CancellationToken);

    public static RuleStatus StatusOf(this DiagnosticEngine engine, string id) =>
        Assert.Single(engine.GetRuleStatus(), status => status.RuleId == id);
}
