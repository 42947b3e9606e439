using Feedline;

namespace Acme.Rules.Tests;

/// <summary>An engine with the rule alone, and a job of two ranks that takes a second a step.</summary>
internal sealed class RuleRig : IDisposable
{
    private const long Second = UnixTime.NanosecondsPerSecond;
    private static readonly SignalDescriptor Step = SignalCatalog.Find(SignalNames.Step)!;
    private static readonly SignalDescriptor Usage = new("hw.gpu.memory.usage", "By", SignalKind.Gauge);
    private static readonly SignalDescriptor Limit = new("hw.gpu.memory.limit", "By", SignalKind.Gauge);

    private long _now = 1_000 * Second;
    private long _step;

    #region rig-engine
    public DiagnosticEngine Engine { get; } = new DiagnosticEngineBuilder
    {
        Options = new FeedlineOptions { UseBuiltInRules = false, EvaluationBudget = null },
    }
    .AddRule(new MemoryCreepRule())
    .Build();
    #endregion

    public RuleStatus Status => Engine.GetRuleStatus().Single();

    /// <summary>Runs steps, and evaluates after each.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="usage">Memory in use by step and rank, in bytes; NaN where it is not measured.</param>
    /// <param name="limit">How much memory there is; NaN where it is not measured.</param>
    public void Run(int steps, Func<long, int, double> usage, double limit = double.NaN)
    {
        for (int i = 0; i < steps; i++)
        {
            _now += Second;
            _step++;
            for (int rank = 0; rank < 2; rank++)
            {
                Write(Usage, rank, usage(_step, rank));
                Write(Limit, rank, limit);
                Write(Step, rank, _step);
            }

            Engine.EvaluateAt(UnixTime.ToDateTimeOffset(_now));
        }
    }

    public void Dispose() => Engine.Dispose();

    private void Write(SignalDescriptor signal, int rank, double value)
    {
        if (double.IsNaN(value))
            return;

        ReadOnlySpan<Dimension> dimensions =
            [new(DimensionKeys.Job, "job"), new(DimensionKeys.Rank, rank), new(DimensionKeys.Node, $"node{rank}")];
        SeriesHandle series = Engine.Writer.GetOrAddSeries(signal, dimensions);
        Assert.Equal(SampleOutcome.Accepted, Engine.Writer.Write(series, _now, value));
    }
}
