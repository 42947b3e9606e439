using System.Globalization;

namespace Feedline.Tool.Printing;

/// <summary>Numbers with units for a person.</summary>
internal static class QuantityText
{
    /// <summary>GPU-seconds without their unit.</summary>
    public static string GpuSeconds(double seconds) => seconds is > 0 and < 0.05
        ? "<0.1"
        : seconds.ToString("N1", CultureInfo.InvariantCulture);

    /// <summary>A share of a whole.</summary>
    public static string Share(double part, double whole) => whole > 0 ? Percent(part / whole) : Percent(0);

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with a unit in UCUM notation, to four figures.</summary>
    public static string Of(double value, string unit)
    {
        if (!double.IsFinite(value))
            return "unknown";

        return unit switch
        {
            "1" or "" => Figures(value),
            "s" when value != 0 && Math.Abs(value) < 1e-3 => $"{Figures(value * 1e6)} µs",
            "s" when value != 0 && Math.Abs(value) < 0.1 => $"{Figures(value * 1e3)} ms",
            "By" => Scaled(value, "B"),
            "By/s" => Scaled(value, "B/s"),
            _ => $"{Figures(value)} {Printable.Of(unit).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}",
        };
    }

    private static string Scaled(double value, string unit)
    {
        int step = 0;
        while (Math.Abs(value) >= 1000 && step < 5)
        {
            value /= 1000;
            step++;
        }

        return $"{Figures(value)} {(step == 0 ? "" : "kMGTP"[step - 1])}{unit}";
    }

    private static string Figures(double value)
    {
        double size = Math.Abs(value);
        string format = size switch
        {
            0 => "0",
            < 1e-4 or >= 1e9 => "0.###e0",
            < 1 => "0.####",
            < 10 => "0.###",
            < 100 => "0.##",
            < 1000 => "0.#",
            _ => "#,0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
