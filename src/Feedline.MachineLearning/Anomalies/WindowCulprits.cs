using System.Globalization;

namespace Feedline.MachineLearning;

/// <summary>What made a window stand out: its numbers and their shares of the distance.</summary>
/// <param name="numbers">The numbers, by falling share.</param>
internal sealed class WindowCulprits(IReadOnlyList<WindowCulprits.Number> numbers)
{
    private const int Named = 2;

    /// <summary>The layer with the greatest share, of those signals that point at one; null when none does.</summary>
    public Layer? Layer => numbers.Where(static number => number.Signal.Layer is not null)
        .GroupBy(static number => number.Signal.Layer)
        .MaxBy(static layer => layer.Sum(static number => number.Share))?.Key;

    /// <summary>The signals with the greatest shares, in words.</summary>
    public string Describe() => string.Join(
        " and ",
        numbers.GroupBy(static number => number.Signal.Name, StringComparer.Ordinal)
            .Select(static signal => (Name: signal.Key, Share: signal.Sum(static number => number.Share), signal.First().Feature))
            .OrderByDescending(static signal => signal.Share)
            .Take(Named)
            .Select(static signal => string.Create(CultureInfo.InvariantCulture, $"{signal.Name} ({signal.Share:P0}, most of all its {signal.Feature})")));

    public IEnumerable<Evidence> Evidence(int most) => numbers.Take(most).Select(static number =>
        new Evidence($"{number.Feature} of {number.Signal.Name} in a window", number.Observed, number.Expected, number.Unit));

    /// <summary>One number of the window.</summary>
    internal sealed record Number(WindowSignal Signal, string Feature, double Share, double Observed, double Expected, string Unit);
}
