namespace Feedline;

/// <summary>What an amount of GPU time is booked on.</summary>
/// <param name="Cause">A failure mode or a planned cost; null for time that is not lost.</param>
/// <param name="Layer">The layer of the cause.</param>
/// <param name="Category">In what part of the job.</param>
/// <param name="Finding">The finding that accounts for it; default for a planned cost.</param>
/// <param name="DetectedUnixNanoseconds">When that finding was detected, which tells it from others with its key.</param>
internal readonly record struct LossKey(string? Cause, Layer Layer, LossCategory Category, FindingKey Finding, long DetectedUnixNanoseconds)
{
    public static LossKey Productive { get; } = new(null, default, default, default, 0);

    public static LossKey Unattributed { get; } = new(null, default, LossCategory.Other, default, 0);

    public static LossKey Of(string cause, Layer layer, LossCategory category) => new(cause, layer, category, default, 0);

    public static LossKey Of(Finding finding, LossCategory category) =>
        new(finding.FailureMode.Id, finding.Layer, category, finding.Key, finding.DetectedUnixNanoseconds);

    public bool IsOf(Finding finding) =>
        Cause is not null && Finding == finding.Key && DetectedUnixNanoseconds == finding.DetectedUnixNanoseconds;
}
