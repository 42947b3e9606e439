namespace Feedline.Signals;

/// <summary>Which extremes of a series are looked for.</summary>
[Flags]
public enum TailSides
{
    /// <summary>None; not taken as an argument.</summary>
    None = 0,

    /// <summary>High ones.</summary>
    Upper = 1,

    /// <summary>Low ones.</summary>
    Lower = 2,

    /// <summary>Both.</summary>
    Both = Upper | Lower,
}
