using System.Collections.Immutable;
using Feedline.Reliability;

namespace Feedline;

/// <summary>The steps of one job as they were recorded.</summary>
internal sealed class JobTimeline
{
    private int _attempt;
    private long _furthest = -1;
    private long _furthestBefore = -1;

    /// <summary>The sequence number of the next row to note.</summary>
    public long Next { get; set; }

    public List<(StepRow Row, TimelineStep Step)> Steps { get; } = [];

    public void Add(
        in StepRow row,
        ReadOnlySpan<double> input,
        ReadOnlySpan<double> compute,
        ReadOnlySpan<double> collective,
        ReadOnlySpan<double> checkpoint,
        ReadOnlySpan<double> evaluation)
    {
        bool isFirst = Steps.Count == 0 || row.Attempt != _attempt;
        if (row.Attempt != _attempt)
        {
            _attempt = row.Attempt;
            _furthestBefore = _furthest;
        }

        _furthest = Math.Max(_furthest, row.Step);
        Steps.Add((row, new TimelineStep
        {
            Seconds = Math.Max(0, row.Seconds),
            InputSeconds = Measured(input),
            ComputeSeconds = Measured(compute),
            CollectiveSeconds = Least(collective),
            CheckpointSeconds = Greatest(checkpoint),
            EvaluationSeconds = Greatest(evaluation),
            IsWarmUp = isFirst,
            IsRepeated = row.Attempt > 0 && row.Step <= _furthestBefore,
        }));
    }

    private static ImmutableArray<double> Measured(ReadOnlySpan<double> values)
    {
        var measured = ImmutableArray.CreateBuilder<double>(values.Length);
        foreach (double value in values)
            measured.Add(value > 0 ? value : 0);

        return measured.MoveToImmutable();
    }

    private static double Least(ReadOnlySpan<double> values)
    {
        double least = double.PositiveInfinity;
        foreach (double value in values)
            least = value < least ? value : least;

        return double.IsFinite(least) ? Math.Max(0, least) : 0;
    }

    private static double Greatest(ReadOnlySpan<double> values)
    {
        double greatest = 0;
        foreach (double value in values)
            greatest = value > greatest ? value : greatest;

        return greatest;
    }
}
