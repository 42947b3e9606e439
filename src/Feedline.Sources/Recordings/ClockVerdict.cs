namespace Feedline.Sources;

/// <summary>What to do with the points that a resource gave on a line.</summary>
internal enum ClockVerdict
{
    /// <summary>Time goes on.</summary>
    Take,

    /// <summary>They lie before the last ones: wait for the next.</summary>
    Hold,

    /// <summary>The clock was set back: the held ones, and these, come after the last ones.</summary>
    SteppedBack,

    /// <summary>A leap into the future that only the next points can confirm.</summary>
    Stray,
}
