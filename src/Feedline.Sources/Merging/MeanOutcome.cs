namespace Feedline.Sources;

/// <summary>Whether a point of a cumulative distribution gives a sample.</summary>
internal enum MeanOutcome
{
    Given,

    /// <summary>Nothing to tell: the series' first point, or no value since the point before.</summary>
    Nothing,

    /// <summary>The count fell: a process started anew.</summary>
    Reset,
}
