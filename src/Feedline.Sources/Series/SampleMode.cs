namespace Feedline.Sources;

/// <summary>How the value to write comes from what a point holds.</summary>
internal enum SampleMode : byte
{
    /// <summary>It is the point's value.</summary>
    Value,

    /// <summary>The signal is a total or a level, and the points are its increases: their running sum.</summary>
    RunningTotal,

    /// <summary>The points are totals of sum and count: the mean over the interval since the point before.</summary>
    MeanOfTotals,

    /// <summary>The signal is an increase, and the points are totals: what came since the point before.</summary>
    IncreaseOfTotals,
}
