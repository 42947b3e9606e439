namespace Feedline;

/// <summary>The multiples of UCUM units that instruments are met with.</summary>
internal static class Units
{
    public static bool IsTime(string? unit) => Parse(unit).Base == "s";

    /// <summary>What a number is multiplied with to go from one unit to another; 1 when they have nothing to do with each other.</summary>
    public static double Factor(string? from, string? to)
    {
        (string source, double size) = Parse(from);
        (string target, double targetSize) = Parse(to);
        return source.Length > 0 && source == target ? size / targetSize : 1;
    }

    private static (string Base, double Size) Parse(string? unit) => unit switch
    {
        "s" => ("s", 1),
        "ms" => ("s", 1e-3),
        "us" or "\u00b5s" or "\u03bcs" => ("s", 1e-6),
        "ns" => ("s", 1e-9),
        "min" => ("s", 60),
        "h" => ("s", 3_600),
        "By" => ("By", 1),
        "kBy" => ("By", 1e3),
        "MBy" => ("By", 1e6),
        "GBy" => ("By", 1e9),
        "KiBy" => ("By", 1_024),
        "MiBy" => ("By", 1_048_576),
        "GiBy" => ("By", 1_073_741_824),
        "1" => ("1", 1),
        "%" => ("1", 0.01),
        _ => ("", 1),
    };
}
