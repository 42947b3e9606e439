using Feedline.Reliability;

namespace Feedline.Tool.Planning;

/// <summary>One answer of a plan, with where it comes from.</summary>
/// <param name="Value">The answer; null when there is none, and the note says why.</param>
/// <param name="Unit">UCUM: <c>s</c>, <c>By</c>, <c>By/s</c>, <c>1</c>, <c>{node}</c>, <c>/d</c>.</param>
/// <param name="Formula">How it was computed.</param>
/// <param name="Source">Who says that it is so.</param>
internal sealed record PlanAnswer(double? Value, string Unit, string Formula, string Source)
{
    /// <summary>Its interval, when it has one.</summary>
    public Estimate? Interval { get; init; }

    /// <summary>Where it holds, and where it does not; null when there is nothing to say.</summary>
    public string? Note { get; init; }
}
