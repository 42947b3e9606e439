using System.Collections.Immutable;

namespace Feedline;

/// <summary>GPU time lost to one cause.</summary>
/// <param name="Cause">A failure mode's id, or a planned cost: <c>checkpoint</c>, <c>evaluation</c>, <c>startup</c>, <c>shutdown</c>.</param>
/// <param name="Layer">The layer the cause sits in.</param>
/// <param name="GpuNanoseconds">GPU time in nanoseconds; more than 0.</param>
public readonly record struct LedgerLoss(string Cause, Layer Layer, long GpuNanoseconds)
{
    private readonly ImmutableArray<LossPart> _parts;

    /// <summary>Where in the job it was lost and by whom, the greatest first; the parts add up to the whole. Never default.</summary>
    public ImmutableArray<LossPart> Parts
    {
        get => _parts.IsDefault ? [] : _parts;
        init => _parts = value;
    }

    /// <summary>GPU time in seconds.</summary>
    public double GpuSeconds => UnixTime.ToSeconds(GpuNanoseconds);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Cause} ({Layer}) {GpuSeconds:0.000000000} GPU-s");
}
