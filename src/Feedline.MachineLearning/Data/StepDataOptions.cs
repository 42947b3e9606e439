using System.Collections.Immutable;

namespace Feedline.MachineLearning;

/// <summary>What the rows of training steps hold.</summary>
public sealed class StepDataOptions
{
    /// <summary>
    /// All signals that a rank may have, by name: durations, increases and counters added up over the step, of gauges the last value.
    /// </summary>
    public static ImmutableArray<StepColumn> AllColumns { get; } =
    [
        .. SignalCatalog.All
            .Where(signal => signal.Name != SignalNames.Step
                && !signal.Name.StartsWith("scheduler.", StringComparison.Ordinal)
                && !signal.Name.StartsWith("gen_ai.", StringComparison.Ordinal)
                && !signal.Name.StartsWith("inference.", StringComparison.Ordinal))
            .OrderBy(signal => signal.Name, StringComparer.Ordinal)
            .Select(signal => new StepColumn(signal.Name, signal.Kind == SignalKind.Gauge ? StepAggregation.Last : StepAggregation.Sum)),
    ];

    /// <summary>The signals, a column each, named by <see cref="StepDataColumns.NameOf"/>. Default: <see cref="AllColumns"/>.</summary>
    public IReadOnlyList<StepColumn> Columns { get; set; } = AllColumns;

    /// <summary>
    /// The signal whose samples end steps. Default: <see cref="SignalNames.Step"/>, whose values are the steps' numbers. Any other, such as
    /// <see cref="SignalNames.StepDuration"/> for a job that does not number its steps, is counted from 1.
    /// </summary>
    public string Clock { get; set; } = SignalNames.Step;
}
