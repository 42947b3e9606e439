namespace Feedline.Signals;

/// <summary>What of a series changes.</summary>
public enum ChangeKind
{
    /// <summary>The level, of a series that has the same level between changes.</summary>
    Level,

    /// <summary>The slope or the level or both, of a series that runs along a straight line between changes.</summary>
    Trend,

    /// <summary>How far values are from their level or line.</summary>
    Spread,
}
