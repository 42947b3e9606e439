using System.Collections.Immutable;

namespace Feedline.Reliability;

/// <summary>A recorded step of a run, from the end of the step before to its own end.</summary>
public sealed record TimelineStep
{
    /// <summary>Its length in seconds; 0 or more.</summary>
    public required double Seconds { get; init; }

    /// <summary>What each rank waited for input, in seconds. Empty where it is not measured.</summary>
    public ImmutableArray<double> InputSeconds { get; init; } = [];

    /// <summary>What each rank computed, in seconds, in the same order. Empty where it is not measured.</summary>
    public ImmutableArray<double> ComputeSeconds { get; init; } = [];

    /// <summary>Communication in which nobody was waited for: the least over the ranks, in seconds.</summary>
    public double CollectiveSeconds { get; init; }

    /// <summary>The longest blocking save of a checkpoint, in seconds; 0 in a step without one.</summary>
    public double CheckpointSeconds { get; init; }

    /// <summary>The longest evaluation, in seconds; 0 in a step without one.</summary>
    public double EvaluationSeconds { get; init; }

    /// <summary>The causes at work in it: bit i stands for the i-th cause.</summary>
    public ulong Causes { get; init; }

    /// <summary>Whether it was done before and lost: without its causes it would not be at all.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether it is one of the first of a run, which are longer than others.</summary>
    public bool IsWarmUp { get; init; }
}
