namespace Feedline.Signals;

/// <summary>Which way a level has moved.</summary>
public enum ChangeDirection
{
    /// <summary>Downwards.</summary>
    Down = -1,

    /// <summary>Not at all, as far as can be told.</summary>
    None = 0,

    /// <summary>Upwards.</summary>
    Up = 1,
}
