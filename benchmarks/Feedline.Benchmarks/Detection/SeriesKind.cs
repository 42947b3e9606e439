namespace Feedline.Benchmarks.Detection;

/// <summary>Kinds of series, since a detector's cost depends on what it sees.</summary>
public enum SeriesKind
{
    /// <summary>Normal noise.</summary>
    Normal,

    /// <summary>A season under it.</summary>
    Season,

    /// <summary>A random walk.</summary>
    Walk,

    /// <summary>Normal noise in whole numbers.</summary>
    Rounded,

    /// <summary>One value.</summary>
    Constant,

    /// <summary>Normal noise, and one in a hundred far out.</summary>
    Spiky,
}
