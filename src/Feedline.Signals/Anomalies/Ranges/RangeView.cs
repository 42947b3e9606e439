namespace Feedline.Signals;

/// <summary>In which way a stretch of a series is unusual.</summary>
public enum RangeView
{
    /// <summary>Its mean is far from the usual one.</summary>
    Level,

    /// <summary>Its values vary more than usual, or less.</summary>
    Spread,

    /// <summary>Its course is not one that the series is wont to take.</summary>
    Shape,

    /// <summary>It holds what the spectrum of the series does not account for, such as jumps.</summary>
    Spectrum,

    /// <summary>Single values in it are far from all others.</summary>
    Value,
}
