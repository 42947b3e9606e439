namespace Feedline.Sources;

/// <summary>Factors between the units that exporters use and Feedline's.</summary>
internal static class UnitScale
{
    /// <summary>What to multiply a number with; 1 when the units are equal or have nothing to do with each other.</summary>
    public static double Between(string from, string to) => (from, to) switch
    {
        ("ms", "s") => 1e-3,
        ("us", "s") => 1e-6,
        ("ns", "s") => 1e-9,
        ("min", "s") => 60,
        ("h", "s") => 3600,
        ("%", "1") => 0.01,
        ("kBy", "By") => 1e3,
        ("MBy", "By") => 1e6,
        ("GBy", "By") => 1e9,
        ("KiBy", "By") => 1L << 10,
        ("MiBy", "By") => 1L << 20,
        ("GiBy", "By") => 1L << 30,
        _ => 1,
    };
}
