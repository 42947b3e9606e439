namespace Feedline;

/// <summary>GPU time lost to one cause.</summary>
/// <param name="Cause">A failure mode's id, or a planned cost: <c>checkpoint</c>, <c>evaluation</c>, <c>startup</c>, <c>shutdown</c>.</param>
/// <param name="Layer">The layer the cause sits in.</param>
/// <param name="GpuNanoseconds">GPU time in nanoseconds; more than 0.</param>
public readonly record struct LedgerLoss(string Cause, Layer Layer, long GpuNanoseconds)
{
    /// <summary>GPU time in seconds.</summary>
    public double GpuSeconds => UnixTime.ToSeconds(GpuNanoseconds);
}
