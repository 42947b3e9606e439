using System.Collections.Frozen;
using System.Globalization;

namespace Feedline.Tool.CommandLine;

/// <summary>Numbers with units, as a person types them.</summary>
internal sealed class Quantities
{
    private readonly FrozenDictionary<string, double> _units;

    private Quantities(string name, params (string Unit, double Factor)[] units)
    {
        Name = name;
        _units = units.ToFrozenDictionary(unit => unit.Unit, unit => unit.Factor, StringComparer.OrdinalIgnoreCase);
    }

    public static Quantities Number { get; } = new("a number");

    public static Quantities Duration { get; } = new(
        "a duration such as 300, 5min or 2h", ("ms", 1e-3), ("s", 1), ("m", 60), ("min", 60), ("h", 3600), ("d", 86_400));

    public static Quantities Bytes { get; } = new(
        "a size such as 912GB or 5.29TB",
        ("B", 1), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("PB", 1e15),
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1L << 40), ("PiB", 1L << 50));

    public static Quantities Bandwidth { get; } = new(
        "a bandwidth such as 250GB/s",
        ("B/s", 1), ("kB/s", 1e3), ("MB/s", 1e6), ("GB/s", 1e9), ("TB/s", 1e12),
        ("B", 1), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12),
        ("MiB/s", 1 << 20), ("GiB/s", 1 << 30), ("TiB/s", 1L << 40));

    public static Quantities Parameters { get; } = new("a number of parameters such as 405B", ("M", 1e6), ("B", 1e9), ("T", 1e12));

    public string Name { get; }

    /// <summary>The number in base units; null when the text is none.</summary>
    public double? Parse(string text)
    {
        int end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]) && text[end - 1] != '.')
            end--;
        string unit = text[end..].Trim();
        double factor = 1;
        if (unit.Length > 0 && !_units.TryGetValue(unit, out factor))
            return null;

        return double.TryParse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value * factor)
            ? value * factor
            : null;
    }
}
