using System.Collections.Immutable;

namespace Feedline;

/// <summary>The identity of a series: a signal and its dimensions.</summary>
/// <remarks>
/// Immutable and safe to share between threads. A store interns its keys, so that within one store two keys of the same
/// series are the same object; equality is therefore by reference.
/// </remarks>
public sealed class SeriesKey
{
    /// <summary>Makes a key.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="dimensions">The dimensions. Order does not matter to what the accessors give.</param>
    /// <exception cref="ArgumentNullException"><paramref name="signal"/> is null.</exception>
    public SeriesKey(SignalDescriptor signal, ImmutableArray<Dimension> dimensions)
    {
        ArgumentNullException.ThrowIfNull(signal);
        Signal = signal;
        Dimensions = dimensions.IsDefault ? [] : dimensions;
        Job = TextOf(DimensionKeys.Job);
        Node = TextOf(DimensionKeys.Node);
        Device = TextOf(DimensionKeys.Device);
        Rank = TryGetDimension(DimensionKeys.Rank, out Dimension rank) && rank.TryGetNumber(out long number)
            && number is >= 0 and <= int.MaxValue
            ? (int)number
            : null;
    }

    /// <summary>What is measured.</summary>
    public SignalDescriptor Signal { get; }

    /// <summary>The dimensions; never default.</summary>
    public ImmutableArray<Dimension> Dimensions { get; }

    /// <summary>The training job, or null.</summary>
    public string? Job { get; }

    /// <summary>The global rank, or null when there is none or it is not an integer from 0.</summary>
    public int? Rank { get; }

    /// <summary>The node, or null.</summary>
    public string? Node { get; }

    /// <summary>The device, or null.</summary>
    public string? Device { get; }

    /// <summary>Finds a dimension by its key.</summary>
    /// <param name="key">The dimension's key.</param>
    /// <param name="dimension">The dimension, or the default.</param>
    /// <returns>True when the series has that dimension.</returns>
    public bool TryGetDimension(string key, out Dimension dimension)
    {
        foreach (Dimension candidate in Dimensions)
        {
            if (string.Equals(candidate.Key, key, StringComparison.Ordinal))
            {
                dimension = candidate;
                return true;
            }
        }

        dimension = default;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Signal.Name}{{{string.Join(',', Dimensions)}}}";

    private string? TextOf(string key) => TryGetDimension(key, out Dimension dimension) ? dimension.Text : null;
}
